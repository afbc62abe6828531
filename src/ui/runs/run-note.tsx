/** What a person has written about a run; a long note is folded, so that a card stays a card. */

import { useId, useState } from 'react';
import { Button } from 'react-aria-components';
import button from '../widgets/button.module.css';
import styles from './run-note.module.css';
import { useRunWords } from './words/use-run-words.ts';

/** More than these are folded. */
const foldedLines = 5;
const foldedCharacters = 280;

const isLong = (note: string): boolean => note.length > foldedCharacters || note.split('\n').length > foldedLines;

/** `of`: the name of the run. */
export function RunNote({ note, of }: { note: string; of: string }) {
  const own = useRunWords();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  if (!isLong(note)) return <p className={styles.note}>{note}</p>;
  const words = isOpen ? own.noteLess : own.noteAll;
  return (
    <div>
      <p id={id} className={`${styles.note} ${isOpen ? '' : styles.folded}`}>
        {note}
      </p>
      <Button
        className={`${button.button} ${button.quiet} ${styles.more}`}
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={own.one(words, of)}
        onPress={() => setOpen(!isOpen)}
      >
        {words}
      </Button>
    </div>
  );
}
