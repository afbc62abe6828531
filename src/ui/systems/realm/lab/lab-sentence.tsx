/** The sentence of the lab: which one, its detected spans, its mask, and the switches. */

import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import type { LabView } from '../../../../systems/realm/lab-records.ts';
import { useSystem } from '../../../context.ts';
import { useStrings } from '../../../i18n/language-context.tsx';
import { ActionButton } from '../../../widgets/action-button.tsx';
import buttonStyles from '../../../widgets/button.module.css';
import { SwitchField } from '../../../widgets/fields.tsx';
import { NextIcon, PreviousIcon } from '../../../widgets/icons.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import spanKinds from '../../../widgets/span-kinds.module.css';
import {
  labUndoAction,
  nextSentenceAction,
  previousSentenceAction,
  randomSentenceAction,
} from '../actions/lab-actions.ts';
import { useLab, useRealm } from '../stores.ts';
import styles from './lab-sentence.module.css';
import { shownMask } from './lab-state.ts';
import { LabWords } from './lab-words.tsx';
import { useLabWords } from './words/use-lab-words.ts';

/** Longest typed sentence in characters. Tokens for which the models have no room are cut, and the page says so. */
const longestText = 600;

function Legend({ view }: { view: LabView }) {
  const t = useStrings();
  const words = useLabWords();
  const kinds = [...new Set(view.spans.map(({ kind }) => kind))];
  if (kinds.length === 0) return <span>{words.noSpans}</span>;
  return (
    <span>
      {words.spans}{' '}
      {kinds.map((kind) => (
        <span key={kind} className={spanKinds.kind} data-kind={kind}>
          {t.spanKinds[kind]}
        </span>
      ))}
    </span>
  );
}

function Caption({ view }: { view: LabView }) {
  const all = useStrings();
  const t = useLabWords();
  const system = useSystem();
  const { search, heldOut, sourceDocument } = view;
  return (
    <p className={styles.caption}>
      <Legend view={view} />
      {heldOut !== null && <span>{heldOut ? t.heldOut : t.training}</span>}
      <span>{sourceDocument === null ? t.noSource : t.source(sourceDocument)}</span>
      <span>{all.atStep(all.phaseName(system, view.phase), view.step)}</span>
      <span data-testid="lab-search" data-by={search.by}>
        {search.by === 'index' ? t.byIndex(search.age) : t.byExact}
      </span>
      {view.cut > 0 && <span>{t.cut(view.cut)}</span>}
    </p>
  );
}

function OwnSentence({ view }: { view: LabView }) {
  const t = useLabWords();
  const { lab } = useRealm();
  const [text, setText] = useState('');
  const take = (event: FormEvent) => {
    event.preventDefault();
    const typed = text.trim().replace(/\s+/g, ' ');
    if (typed) lab.choose({ text: typed });
  };
  return (
    <form className={styles.own} onSubmit={take}>
      <label className={styles.label} htmlFor="lab-own">
        {t.type}
      </label>
      <div className={styles.typing}>
        <input
          id="lab-own"
          className={styles.input}
          value={text}
          maxLength={longestText}
          placeholder={t.typePlaceholder}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
        <Button
          type="submit"
          className={`${buttonStyles.button} ${buttonStyles.plain}`}
          isDisabled={text.trim() === ''}
        >
          {t.take}
        </Button>
        <Button
          className={`${buttonStyles.button} ${buttonStyles.quiet}`}
          onPress={() => setText(view.text.slice(0, longestText))}
        >
          {t.edit}
        </Button>
      </div>
    </form>
  );
}

function Switches() {
  const t = useLabWords();
  const { lab } = useRealm();
  const nullDocument = useLab((state) => state.nullDocument);
  const allowTrivial = useLab((state) => state.allowTrivial);
  return (
    <div className={styles.switches}>
      <SwitchField
        name="lab-null"
        label={t.nullDocument}
        value={nullDocument}
        onChange={(value) => lab.setSwitch('nullDocument', value)}
      />
      <SwitchField
        name="lab-trivial"
        label={t.allowTrivial}
        value={allowTrivial}
        onChange={(value) => lab.setSwitch('allowTrivial', value)}
      />
    </div>
  );
}

export function LabSentencePanel() {
  const t = useLabWords();
  const { lab } = useRealm();
  const view = useLab((state) => state.views[state.active] ?? state.views.salient)!;
  const masked = useLab(shownMask);
  const isFull = useLab((state) => state.isFull);
  const isBehind = useLab((state) => state.isBehind);
  const controls = (
    <div className={styles.controls}>
      <span className={styles.position}>
        {view.sentence === null ? t.typed : t.position(view.sentence + 1, view.count)}
      </span>
      <ActionButton action={previousSentenceAction} kind="quiet" icon={<PreviousIcon />} />
      <ActionButton action={nextSentenceAction} kind="quiet" icon={<NextIcon />} />
      <ActionButton action={randomSentenceAction} kind="quiet" showKeys />
      <ActionButton action={labUndoAction} kind="quiet" showKeys />
    </div>
  );
  return (
    <Panel id="lab" title={t.sentence} aside={controls}>
      <LabWords key={view.text} view={view} masked={masked} onPaint={(positions, on) => lab.paint(positions, on)} />
      <p className={styles.full} aria-live="polite">
        {isBehind ? t.behind : isFull ? t.full(view.maxMasks) : t.wordsHint}
      </p>
      <Caption view={view} />
      <div className={styles.below}>
        <OwnSentence view={view} />
        <Switches />
      </div>
    </Panel>
  );
}
