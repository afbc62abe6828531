/** One of a few, side by side. */
import { useId } from 'react';
import styles from './choice.module.css';

export function ChoiceRow<T extends string>(props: {
  label: string;
  value: T;
  choices: readonly (readonly [id: T, label: string])[];
  onChange: (id: T) => void;
  name: string;
}) {
  const id = useId();
  return (
    <fieldset className={styles.row} data-field={props.name}>
      <legend className={styles.label}>{props.label}</legend>
      {props.choices.map(([value, label]) => (
        <label key={value} className={styles.choice}>
          <input
            type="radio"
            name={id}
            value={value}
            checked={props.value === value}
            onChange={() => props.onChange(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
