/** One kept run: what it was, what came of it, and what can be done with it. */

import { useRef, useState } from 'react';
import { Button, Checkbox, Form, Input, Label, Text, TextArea, TextField } from 'react-aria-components';
import { useStore } from 'zustand';
import type { RunEntry } from '../../state/run-archive.ts';
import { headlineMetrics, inOrder, lastValue } from '../../state/run-comparison.ts';
import { describeRun } from '../../state/run-description.ts';
import { useSession, useWorkbench } from '../context.ts';
import { metricFormat } from '../format.ts';
import { shortName } from '../i18n/definition.ts';
import { useFormats, useStrings } from '../i18n/language-context.tsx';
import button from '../widgets/button.module.css';
import { Defined } from '../widgets/definitions.tsx';
import { RunMark } from './pinned-legend.tsx';
import styles from './run-card.module.css';
import { presetTitle, runName } from './run-name.ts';
import { RunNote } from './run-note.tsx';
import { corpusName, durationWords } from './run-words.ts';
import { useRunWords } from './words/use-run-words.ts';

const quiet = `${button.button} ${button.quiet}`;
const plain = `${button.button} ${button.plain}`;

/** Characters: a page, which a report still shows well. */
const longestNote = 2000;

export interface RunCardActions {
  pin(entry: RunEntry): void;
  choose(entry: RunEntry, isChosen: boolean): void;
  use(entry: RunEntry): void;
  rename(entry: RunEntry, name: string): void;
  note(entry: RunEntry, note: string): void;
  report(entry: RunEntry): void;
  remove(entry: RunEntry): void;
}

/** A field in place of what it changes. Escape gives up, Enter (in a note with Ctrl) saves. */
function Editor(props: { label: string; value: string; lines?: boolean; onDone: (value: string | null) => void }) {
  const own = useRunWords();
  const [typed, setTyped] = useState(props.value);
  return (
    <Form
      className={styles.editor!}
      onSubmit={(event) => {
        event.preventDefault();
        props.onDone(typed);
      }}
    >
      <TextField
        value={typed}
        onChange={setTyped}
        autoFocus
        onKeyDown={(event) => {
          if (event.key === 'Escape') props.onDone(null);
          else if (props.lines && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) props.onDone(typed);
        }}
      >
        <Label className={styles.spoken}>{props.label}</Label>
        {props.lines ? (
          <TextArea className={styles.input!} rows={3} maxLength={longestNote} />
        ) : (
          <Input className={styles.input!} autoComplete="off" maxLength={80} />
        )}
        {props.lines && (
          <Text slot="description" className={styles.hint!}>
            {own.noteLength(typed.length, longestNote)}
          </Text>
        )}
      </TextField>
      <Button className={plain} type="submit">
        {own.actions.save}
      </Button>
    </Form>
  );
}

/** How a metric of the evaluations went, drawn small. */
function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  const low = Math.min(...values, 0);
  const high = Math.max(...values, low + 1e-6);
  const points = values.map((value, i) => {
    const x = values.length > 1 ? (i / (values.length - 1)) * 96 + 2 : 50;
    return `${x.toFixed(1)},${(22 - ((value - low) / (high - low)) * 18).toFixed(1)}`;
  });
  const [x, y] = points.at(-1)!.split(',');
  return (
    <svg className={styles.sparkline} viewBox="0 0 100 24" role="img" aria-label={label}>
      <polyline points={points.join(' ')} fill="none" stroke="currentColor" strokeWidth="1.5" />
      <circle cx={x} cy={y} r="2" fill="currentColor" />
    </svg>
  );
}

function Outcome({ entry }: { entry: RunEntry }) {
  const t = useStrings();
  const own = useRunWords();
  const format = useFormats();
  const { system } = entry.config;
  const shown = headlineMetrics(entry).filter(({ id }) => lastValue(entry, id) !== null);
  if (shown.length === 0) return <p className={styles.facts}>{own.notEvaluated}</p>;
  const main = shown.at(-1)!;
  const values = inOrder(entry).flatMap(({ metrics }) => metrics[main.id] ?? []);
  const name = t.metricWords(system, main.id, main).name;
  return (
    <div className={styles.outcome}>
      <Sparkline values={values} label={own.sparkline(name, metricFormat(main, format)(values.at(-1)))} />
      <dl className={styles.metrics}>
        {shown.map((metric) => (
          <div key={metric.id}>
            <dt>
              <Defined is={{ system, metric: metric.id, fallback: metric }}>
                {shortName(t.metricWords(system, metric.id, metric))}
              </Defined>
            </dt>
            <dd>{metricFormat(metric, format)(lastValue(entry, metric.id))}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Facts({ entry }: { entry: RunEntry }) {
  const t = useStrings();
  const own = useRunWords();
  const format = useFormats();
  const { config, now, startedAt, trainedMs } = entry;
  const steps = describeRun(config).phases.find(({ id }) => id === now.phase)?.steps ?? 0;
  const phase = t.phaseName(config.system, now.phase);
  const preset = presetTitle(config.preset, t);
  return (
    <p className={styles.facts}>
      {own.facts(preset, corpusName(config.corpus, t), config.seed, format.date(startedAt))}
      <br />
      {own.reached(phase, format.count(now.step), format.count(steps), durationWords(trainedMs, t))}
    </p>
  );
}

export function RunCard(props: { entry: RunEntry; isChosen: boolean; actions: RunCardActions }) {
  const { entry, isChosen, actions } = props;
  const t = useStrings();
  const own = useRunWords();
  const words = own.actions;
  const { pinned } = useWorkbench();
  const number = useStore(pinned, (runs) => runs.findIndex((one) => one.entry.runId === entry.runId));
  const isOnScreen = useSession(({ measured }) => measured?.runId === entry.runId);
  const [editing, setEditing] = useState<'name' | 'note' | null>(null);
  const renameButton = useRef<HTMLButtonElement>(null);
  const noteButton = useRef<HTMLButtonElement>(null);
  const name = runName(entry, t);
  const noteWords = entry.note ? words.editNote : words.addNote;
  const label = (action: string) => own.one(action, name);
  const done = (save: (value: string) => void, focus: HTMLButtonElement | null) => (value: string | null) => {
    if (value !== null) save(value);
    setEditing(null);
    focus?.focus();
  };
  return (
    <li className={styles.card} data-testid="run-card" data-run={entry.runId}>
      <div className={styles.head}>
        {entry.isPinned && number >= 0 && <RunMark number={number} />}
        {editing === 'name' ? (
          <Editor
            label={own.newName}
            value={name}
            onDone={done((typed) => actions.rename(entry, typed === name ? entry.name : typed), renameButton.current)}
          />
        ) : (
          <h3 className={styles.name}>{name}</h3>
        )}
        {isOnScreen && <span className={styles.onScreen}>{own.onScreen}</span>}
      </div>
      <Facts entry={entry} />
      <Outcome entry={entry} />
      {editing === 'note' ? (
        <Editor
          label={own.note}
          value={entry.note}
          lines
          onDone={done((typed) => actions.note(entry, typed), noteButton.current)}
        />
      ) : (
        entry.note && <RunNote note={entry.note} of={name} />
      )}
      <div className={styles.buttons}>
        <Checkbox
          className={styles.choose!}
          isSelected={isChosen}
          onChange={(chosen) => actions.choose(entry, chosen)}
          aria-label={label(words.compare)}
        >
          <span className={styles.box} aria-hidden="true">
            {isChosen ? '✓' : ''}
          </span>
          {words.compare}
        </Checkbox>
        <Button
          className={plain}
          onPress={() => actions.pin(entry)}
          aria-label={label(entry.isPinned ? words.unpin : words.pin)}
        >
          {entry.isPinned ? words.unpin : words.pin}
        </Button>
        <Button className={quiet} onPress={() => actions.use(entry)} aria-label={label(words.use)}>
          {words.use}
        </Button>
        <Button
          ref={renameButton}
          className={quiet}
          onPress={() => setEditing('name')}
          aria-label={label(words.rename)}
        >
          {words.rename}
        </Button>
        <Button ref={noteButton} className={quiet} onPress={() => setEditing('note')} aria-label={label(noteWords)}>
          {noteWords}
        </Button>
        <Button className={quiet} onPress={() => actions.report(entry)} aria-label={label(words.report)}>
          {words.report}
        </Button>
        <Button
          className={quiet}
          onPress={() => actions.remove(entry)}
          isDisabled={isOnScreen}
          aria-label={label(words.delete)}
        >
          {words.delete}
        </Button>
      </div>
    </li>
  );
}
