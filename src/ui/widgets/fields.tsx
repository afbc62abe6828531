/** Labelled form fields in the style of the page, over react-aria-components. */

import type { ReactNode } from 'react';
import {
  NumberField as AriaNumberField,
  Button,
  Group,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Switch,
  TextArea,
  TextField,
} from 'react-aria-components';
import styles from './fields.module.css';

export interface Choice {
  id: string;
  label: string;
  /** A second line in the list. */
  about?: string;
}

export function SelectField(props: {
  label: string;
  value: string;
  choices: readonly Choice[];
  onChange: (id: string) => void;
  name?: string;
  inline?: boolean;
  isDisabled?: boolean;
}) {
  return (
    <Select
      isDisabled={props.isDisabled ?? false}
      className={`${styles.field} ${props.inline ? styles.inline : ''}`}
      value={props.value}
      onChange={(key) => key !== null && props.onChange(String(key))}
      data-field={props.name}
    >
      <Label className={styles.label}>{props.label}</Label>
      <Button className={styles.control!}>
        <SelectValue className={styles.value!}>
          {() => props.choices.find((choice) => choice.id === props.value)?.label ?? props.value}
        </SelectValue>
        <svg className={styles.chevron} width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
          <path d="M2 3.5 5 6.5 8 3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      </Button>
      <Popover className={styles.popover!}>
        <ListBox className={styles.list!} items={props.choices}>
          {(choice) => (
            <ListBoxItem id={choice.id} textValue={choice.label} className={styles.item!}>
              <span>{choice.label}</span>
              {choice.about && <span className={styles.about}>{choice.about}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

export function NumberField(props: {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  /** After the number: a unit. */
  unit?: string;
  digits?: number;
  onChange: (value: number) => void;
  name?: string;
}) {
  return (
    <AriaNumberField
      className={styles.field!}
      value={props.value}
      minValue={props.min}
      maxValue={props.max}
      step={props.step}
      formatOptions={{ useGrouping: false, maximumFractionDigits: props.digits ?? 0 }}
      onChange={(value) => !Number.isNaN(value) && props.onChange(value)}
      data-field={props.name}
    >
      <Label className={styles.label}>{props.label}</Label>
      <Group className={styles.group!}>
        <Input className={styles.input!} />
        {props.unit && <span className={styles.unit}>{props.unit}</span>}
      </Group>
    </AriaNumberField>
  );
}

interface TextProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  name?: string;
  autoFocus?: boolean;
}

function TextShell({ lines, children, ...props }: TextProps & { lines?: boolean; children: ReactNode }) {
  return (
    <TextField
      className={styles.field!}
      value={props.value}
      onChange={props.onChange}
      autoFocus={props.autoFocus}
      data-field={props.name}
    >
      <Label className={styles.label}>{props.label}</Label>
      <Group className={lines ? `${styles.group} ${styles.lines}` : styles.group!}>{children}</Group>
    </TextField>
  );
}

/** `placeholder`: an example of what may be typed. */
export function TextLineField({ placeholder, ...props }: TextProps & { placeholder?: string }) {
  return (
    <TextShell {...props}>
      <Input className={styles.input!} autoComplete="off" placeholder={placeholder} />
    </TextShell>
  );
}

export function TextAreaField({ rows, ...props }: TextProps & { rows: number }) {
  return (
    <TextShell {...props} lines>
      <TextArea className={styles.input!} rows={rows} autoComplete="off" spellCheck={false} />
    </TextShell>
  );
}

export function SwitchField(props: {
  label: ReactNode;
  value: boolean;
  onChange: (value: boolean) => void;
  name?: string;
}) {
  return (
    <Switch className={styles.switch!} isSelected={props.value} onChange={props.onChange} data-field={props.name}>
      <span>{props.label}</span>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.thumb} />
      </span>
    </Switch>
  );
}
