/** A number of a lab that is drawn, with its name and value as text in front. */
import styles from './lab-frame.module.css';

export interface LabSliderProps {
  label: string;
  min: number;
  max: number;
  step?: number;
  value: number;
  onChange(value: number): void;
}

export function LabSlider({ label, onChange, ...range }: LabSliderProps) {
  return (
    <label className={styles.slider}>
      <span>{label}</span>
      <input type="range" {...range} aria-valuetext={label} onChange={({ target }) => onChange(target.valueAsNumber)} />
    </label>
  );
}
