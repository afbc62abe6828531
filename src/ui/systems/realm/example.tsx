/** The current example: the masked sentence, how likely the model finds what was masked, and the candidates. */

import type { ReactNode } from 'react';
import type { ExampleView } from '../../../systems/realm/views.ts';
import { useSystem } from '../../context.ts';
import { useFormats, useStrings } from '../../i18n/language-context.tsx';
import { ActionButton } from '../../widgets/action-button.tsx';
import { Defined, PlainName } from '../../widgets/definitions.tsx';
import { HeldIcon, LiveIcon, NextIcon, PreviousIcon } from '../../widgets/icons.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { liveAction, nextExampleAction, previousExampleAction } from './actions/example-actions.ts';
import { Candidates } from './candidates.tsx';
import styles from './example.module.css';
import { ExampleEmpty } from './example-empty.tsx';
import { LexicalAside } from './lexical.tsx';
import { useExample, useExampleState, useRealm } from './stores.ts';
import { realmMetric, useRealmStrings } from './words/realm-words.ts';

/** The sentence with its masked spans shown as filled blanks. */
function MaskedSentence({ example }: { example: ExampleView }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { start, end, text } of example.masked) {
    parts.push(example.sentence.slice(at, start));
    parts.push(
      <span key={start} className={styles.mask}>
        <span className={styles.maskLabel}>[MASK]</span>
        <span className={styles.answer}>{text}</span>
      </span>,
    );
    at = end;
  }
  parts.push(example.sentence.slice(at));
  return (
    <p className={styles.sentence} data-testid="sentence">
      {parts}
    </p>
  );
}

function Caption({ example }: { example: ExampleView }) {
  const all = useStrings();
  const t = all.systems.realm.example;
  const format = useFormats();
  const system = useSystem();
  const marginal = Math.exp(example.logMarginal);
  return (
    <p className={styles.caption}>
      <Defined
        is={realmMetric('marginal')}
        worked={`log p(y|x) = ${format.number(example.logMarginal, 3)}`}
        className={styles.marginal}
      >
        {t.marginal} = <strong>{format.probability(marginal)}</strong>
      </Defined>
      <PlainName is={realmMetric('marginal')} />
      <span>{example.heldOut ? t.heldOut : t.training}</span>
      <span>{all.atStep(all.phaseName(system, example.phase), example.step)}</span>
      <span className={styles.source}>{t.source(example.sourceDocument)}</span>
    </p>
  );
}

export function Example() {
  const t = useRealmStrings().example;
  const example = useExample();
  const live = useExampleState((state) => state.live);
  const document = useExampleState((state) => state.document);
  const { example: store } = useRealm();
  const controls = (
    <div className={styles.controls}>
      {example && <span className={styles.position}>{t.position(example.index + 1, example.count)}</span>}
      <ActionButton action={previousExampleAction} kind="quiet" icon={<PreviousIcon />} />
      <ActionButton action={nextExampleAction} kind="quiet" icon={<NextIcon />} />
      <ActionButton action={liveAction} kind="quiet" icon={live ? <LiveIcon /> : <HeldIcon />} />
    </div>
  );
  return (
    <Panel id="main" title={t.title} aside={controls}>
      {example ? (
        <>
          <MaskedSentence example={example} />
          <Caption example={example} />
          <Candidates {...example} opened={document} onToggle={(id) => store.toggle(id)} />
          <LexicalAside found={example.lexical} />
        </>
      ) : (
        <ExampleEmpty />
      )}
    </Panel>
  );
}
