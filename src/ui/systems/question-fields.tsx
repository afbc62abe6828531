/** A question to an open run: typed, or one of the corpus. */
import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import button from '../widgets/button.module.css';
import { SelectField } from '../widgets/fields.tsx';
import styles from './question-fields.module.css';

/** Longest question in characters; tokens for which a model has no room are cut, and the page says so. */
const longestQuestion = 400;

export interface QuestionFieldsProps {
  /** Of the typed question's element. */
  id: string;
  /** The question that is asked now; empty: none. */
  asked: string;
  /** Questions of the corpus. */
  questions: readonly { question: string; heldOut: boolean }[];
  words: {
    question: string;
    placeholder?: string;
    submit: string;
    choose: string;
    /** In place of a question of the corpus: one's own, or none yet. */
    own: string;
    none: string;
    heldOut: string;
    /** Of a question that is not held out. */
    notHeldOut: string;
  };
  onAsk(question: string): void;
}

function Typed({ id, asked, words, onAsk }: QuestionFieldsProps) {
  const [text, setText] = useState(asked);
  const take = (event: FormEvent) => {
    event.preventDefault();
    const typed = text.trim().replace(/\s+/g, ' ');
    if (typed) onAsk(typed);
  };
  return (
    <form className={styles.question} onSubmit={take}>
      <label className={styles.label} htmlFor={id}>
        {words.question}
      </label>
      <div className={styles.typing}>
        <input
          id={id}
          className={styles.input}
          value={text}
          maxLength={longestQuestion}
          placeholder={words.placeholder}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" className={`${button.button} ${button.primary}`} isDisabled={text.trim() === ''}>
          {words.submit}
        </Button>
      </div>
    </form>
  );
}

export function QuestionFields(props: QuestionFieldsProps) {
  const { asked, questions, words, onAsk } = props;
  const isOwn = !questions.some(({ question }) => question === asked);
  const choices = questions.map(({ question, heldOut }) => ({
    id: question,
    label: question,
    about: heldOut ? words.heldOut : words.notHeldOut,
  }));
  return (
    <div className={styles.fields}>
      <Typed key={asked} {...props} />
      <SelectField
        name="known-question"
        label={words.choose}
        value={asked}
        choices={isOwn ? [{ id: asked, label: asked ? words.own : words.none }, ...choices] : choices}
        onChange={onAsk}
      />
    </div>
  );
}
