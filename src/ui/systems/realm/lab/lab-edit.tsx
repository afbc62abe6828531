/** Changes the words of a candidate, as far as the lab is concerned: the corpus of the run stays as it is. */

import { type FormEvent, useId, useState } from 'react';
import { Button } from 'react-aria-components';
import type { CandidateView } from '../../../../systems/realm/views.ts';
import button from '../../../widgets/button.module.css';
import { useLab, useRealm } from '../stores.ts';
import styles from './lab-edit.module.css';
import { useLabWords } from './words/use-lab-words.ts';

/** The field of an opened candidate. */
export function EditPassage({ candidate: { document, text } }: { candidate: CandidateView }) {
  const t = useLabWords().passage;
  const { lab } = useRealm();
  const edit = useLab((state) => state.edit);
  const id = useId();
  const [words, setWords] = useState(text);
  if (document === null) return null;
  const isEdited = edit?.document === document && edit.text === text;
  const take = (event: FormEvent) => {
    event.preventDefault();
    const written = words.trim().replace(/\s+/g, ' ');
    if (written) lab.setEdit({ document, before: isEdited ? edit.before : text, text: written });
  };
  return (
    <form className={styles.form} onSubmit={take}>
      <label htmlFor={id}>{t.label}</label>
      <textarea
        id={id}
        className={styles.text}
        value={words}
        rows={2}
        onChange={(event) => setWords(event.target.value)}
        // the arrow keys of the grid
        onKeyDown={(event) => event.stopPropagation()}
      />
      <div className={styles.buttons}>
        <Button type="submit" className={`${button.button} ${button.plain}`} isDisabled={words.trim() === text}>
          {t.read}
        </Button>
        <span>{t.about}</span>
      </div>
    </form>
  );
}

/** Says that a passage is read in other words, and takes that back. */
export function EditNotice() {
  const t = useLabWords().passage;
  const { lab } = useRealm();
  const edit = useLab((state) => state.edit);
  if (!edit) return null;
  return (
    <p className={styles.notice} data-testid="lab-edit">
      {t.isEdited(edit.document)}
      <Button className={`${button.button} ${button.plain}`} onPress={() => lab.setEdit(null)}>
        {t.takeBack}
      </Button>
    </p>
  );
}
