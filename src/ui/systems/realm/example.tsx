/** The current example: the masked sentence, how likely the model finds what was masked, and the candidates. */

import type { ExampleView } from '../../../systems/realm/views.ts';
import { ariaShortcut } from '../../actions/keyboard.ts';
import { useSystem } from '../../context.ts';
import { useFormats, useStrings } from '../../i18n/language-context.tsx';
import { shownShare } from '../../shown-share.ts';
import { ActionButton } from '../../widgets/action-button.tsx';
import { Defined, PlainName } from '../../widgets/definitions.tsx';
import { HeldIcon, LiveIcon, NextIcon, PreviousIcon } from '../../widgets/icons.tsx';
import { lazyPart } from '../../widgets/lazy.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { liveAction, nextExampleAction, previousExampleAction } from './actions/example-actions.ts';
import { lookAction } from './actions/picture-actions.ts';
import { Candidates } from './candidates.tsx';
import styles from './example.module.css';
import { ExampleEmpty } from './example-empty.tsx';
import { LexicalAside } from './lexical.tsx';
import { MaskedSentence } from './masked-sentence.tsx';
import { shownDigits } from './shown-digits.ts';
import { useExample, useExampleState, useRealm, useRealmConfig } from './stores.ts';
import { realmMetric, useRealmStrings } from './words/realm-words.ts';
import { workedMarginalOf } from './worked.ts';

const Picture = lazyPart(async () => (await import('./picture/picture.tsx')).Picture);

/** Table or picture: two buttons of which one is pressed; the action is there for keyboard and palette. */
function Looks() {
  const t = useRealmStrings().picture;
  const look = useExampleState((state) => state.look);
  const { example: store } = useRealm();
  return (
    <fieldset className={styles.looks} aria-label={t.look}>
      {(['table', 'picture'] as const).map((one) => (
        <button
          key={one}
          type="button"
          className={styles.look}
          aria-pressed={look === one}
          aria-keyshortcuts={ariaShortcut(lookAction.shortcut!)}
          onClick={() => look !== one && store.turn()}
        >
          {t[one]}
        </button>
      ))}
    </fieldset>
  );
}

function Caption({ example }: { example: ExampleView }) {
  const all = useStrings();
  const t = all.systems.realm.example;
  const format = useFormats();
  const system = useSystem();
  const { objective } = useRealmConfig().realm;
  const digits = shownDigits(example, objective, format);
  const marginal = Math.exp(example.logMarginal);
  return (
    <p className={styles.caption}>
      <Defined is={realmMetric('marginal')} worked={workedMarginalOf(example, format)} className={styles.marginal}>
        {t.marginal} = <strong>{shownShare(marginal, format, digits.marginal)}</strong>
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
  const look = useExampleState((state) => state.look);
  const { example: store } = useRealm();
  const controls = (
    <div className={styles.controls}>
      {example && <Looks />}
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
          {look === 'table' && <MaskedSentence example={example} />}
          <Caption example={example} />
          {look === 'picture' ? (
            <Picture example={example} />
          ) : (
            <Candidates {...example} opened={document} onToggle={(id) => store.toggle(id)} />
          )}
          <LexicalAside found={example.lexical} />
        </>
      ) : (
        <ExampleEmpty />
      )}
    </Panel>
  );
}
