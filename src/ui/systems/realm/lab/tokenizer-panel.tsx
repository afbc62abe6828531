/** A vocabulary of another size or kind over the run's corpus: how it splits a sentence, merge by merge. The run keeps its own. */

import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { RunProbes } from '../../../../run/vocabulary-probe.ts';
import type { RealmConfig } from '../../../../systems/realm/settings.ts';
import type { GrownVocabulary, VocabularyOptions } from '../../../../text/tokenizer/vocabulary.ts';
import { nextChange, splitText } from '../../../../text/tokenizer/vocabulary.ts';
import { useSession, useWorkbench } from '../../../context.ts';
import { useFormats } from '../../../i18n/language-context.tsx';
import buttonStyles from '../../../widgets/button.module.css';
import { Defined } from '../../../widgets/definitions.tsx';
import { NumberField, SelectField } from '../../../widgets/fields.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { useLab } from '../stores.ts';
import styles from './tokenizer-panel.module.css';
import { useLabWords } from './words/use-lab-words.ts';

const plain = `${buttonStyles.button} ${buttonStyles.plain}`;
const quiet = `${buttonStyles.button} ${buttonStyles.quiet}`;

/** The pieces of a text after so many merges; those of the last merge stand out. */
function Pieces({ text, vocabulary, merges }: { text: string; vocabulary: GrownVocabulary; merges: number }) {
  const t = useLabWords().tokenizer;
  const words = splitText(text, vocabulary, merges);
  const newest = vocabulary.steps[merges - 1]?.merged;
  const count = words.reduce((sum, word) => sum + word.length, 0);
  return (
    <>
      <p className={styles.pieces} data-testid="pieces" data-count={count}>
        {words.map((word, w) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: words have no other name than their place
          <span key={w} className={styles.word}>
            {word.map((piece, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces neither
              <span key={i} className={styles.piece} data-newest={piece === newest || undefined}>
                {piece ?? t.unknown}
              </span>
            ))}
          </span>
        ))}
      </p>
      <p className={styles.told}>{t.count(count)}</p>
    </>
  );
}

function Step({ vocabulary, merges }: { vocabulary: GrownVocabulary; merges: number }) {
  const t = useLabWords().tokenizer;
  const format = useFormats();
  const step = vocabulary.steps[merges - 1];
  if (!step) return <p className={styles.told}>{t.noMerge(vocabulary.alphabet.length)}</p>;
  return (
    <p className={styles.told} data-testid="merge">
      {t.merge(merges)} <b>{step.left}</b> + <b>{step.right}</b> → <b>{step.merged}</b>
      <Defined is="mergeCount">{t.times(format.count(step.count))}</Defined>
      {vocabulary.kind === 'wordpiece' && <Defined is="mergeScore">{t.score(format.number(step.score, 5))}</Defined>}
    </p>
  );
}

function Stepper({ vocabulary, text }: { vocabulary: GrownVocabulary; text: string }) {
  const t = useLabWords().tokenizer;
  const most = vocabulary.steps.length;
  const [merges, setMerges] = useState(most);
  const change = () => setMerges(nextChange(text, vocabulary, merges) ?? most);
  return (
    <>
      <Pieces text={text} vocabulary={vocabulary} merges={merges} />
      <div className={styles.stepper}>
        <label htmlFor="merges">{t.merges(merges, most)}</label>
        <input
          id="merges"
          type="range"
          min={0}
          max={most}
          value={merges}
          onChange={(event) => setMerges(Number(event.target.value))}
        />
        <Button className={quiet} isDisabled={merges === 0} onPress={() => setMerges(0)}>
          {t.first}
        </Button>
        <Button className={quiet} isDisabled={merges === 0} onPress={() => setMerges(merges - 1)}>
          {t.back}
        </Button>
        <Button className={quiet} isDisabled={merges === most} onPress={() => setMerges(merges + 1)}>
          {t.forward}
        </Button>
        <Button className={quiet} isDisabled={merges === most} onPress={change}>
          {t.change}
        </Button>
      </div>
      <Step vocabulary={vocabulary} merges={merges} />
    </>
  );
}

export function TokenizerPanel() {
  const t = useLabWords().tokenizer;
  const { session } = useWorkbench();
  const own = useSession(({ info }) => (info?.config as RealmConfig | undefined)?.tokenizer);
  const corpus = useSession((state) => state.info?.corpus.title);
  const sentence = useLab((state) => (state.views[state.active] ?? state.views.salient)?.text ?? '');
  const [options, setOptions] = useState<VocabularyOptions>({
    kind: own?.kind === 'wordpiece' ? 'wordpiece' : 'bpe',
    vocabularySize: own?.vocabularySize ?? 1000,
  });
  const [vocabulary, setVocabulary] = useState<GrownVocabulary | null>(null);
  const [trained, setTrained] = useState(0);
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [typed, setTyped] = useState<string | null>(null);

  const train = async () => {
    setProgress({ done: 0, total: 0 });
    try {
      const grown = await session.client.probes<RunProbes>()('vocabulary', options, (done, total) =>
        setProgress({ done, total }),
      );
      setVocabulary(grown);
      setTrained((n) => n + 1);
    } catch (error) {
      session.fail(error);
    } finally {
      setProgress(null);
    }
  };

  return (
    <Panel title={t.title}>
      <p className={styles.told}>{t.about(corpus ?? '')}</p>
      <div className={styles.fields}>
        <SelectField
          name="vocabulary-kind"
          label={t.kind}
          value={options.kind}
          choices={Object.entries(t.kinds).map(([id, label]) => ({ id, label }))}
          onChange={(kind) => setOptions({ ...options, kind: kind as VocabularyOptions['kind'] })}
        />
        <NumberField
          name="vocabulary-size"
          label={t.size}
          value={options.vocabularySize}
          min={50}
          max={30_000}
          onChange={(vocabularySize) => setOptions({ ...options, vocabularySize })}
        />
        <Button className={plain} isDisabled={progress !== null} onPress={() => void train()}>
          {t.train}
        </Button>
        <span className={styles.told} aria-live="polite">
          {progress
            ? t.progress(progress.done, progress.total)
            : vocabulary && t.made(t.kinds[vocabulary.kind]!, vocabulary.size)}
        </span>
      </div>
      {vocabulary && (
        <>
          <label className={styles.label} htmlFor="tokenizer-text">
            {t.text}
          </label>
          <input
            id="tokenizer-text"
            className={styles.input}
            value={typed ?? sentence}
            maxLength={600}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
          <Stepper key={trained} vocabulary={vocabulary} text={typed ?? sentence} />
        </>
      )}
    </Panel>
  );
}
