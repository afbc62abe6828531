/** A source that a person types or draws, what the model writes for it, and where each step looks: asked again while it trains. */
import { useMemo } from 'react';
import { type AlignmentState, alignedSymbols, shownWeights } from '../../../labs/alignment.ts';
import type { Alignment, TrainedAlignment } from '../../../labs/alignment-run.ts';
import { drawPair } from '../../../text/corpus/pairs.ts';
import { Prng } from '../../../util/prng.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { ChoiceRow } from '../../widgets/choice.tsx';
import { Defined } from '../../widgets/definitions.tsx';
import { TextLineField } from '../../widgets/fields.tsx';
import { LabButtons } from '../lab-buttons.tsx';
import frame from '../lab-frame.module.css';
import type { Desk } from '../use-desk.ts';
import { labAction, useLabKeys } from '../use-lab-keys.ts';
import styles from './alignment-lab.module.css';
import { HeatTable } from './heat-table.tsx';
import { useAlignmentWords } from './words/use-alignment-words.ts';

/** The longest text that a field takes. */
const mostCharacters = 40;

/** Symbols of a sequence that is drawn. */
const drawnLength = 12;

export interface ReadingProps {
  /** By the run on screen. */
  trained: TrainedAlignment;
  desk: Desk<AlignmentState>;
  answer: Alignment | null;
  /** Why the source was refused. */
  problem: string | null;
}

function Written({ answer: { output, target, isEnded } }: { answer: Alignment }) {
  const t = useAlignmentWords();
  const written = output.join('').replaceAll('␣', ' ');
  const verdict = target === null ? t.noTarget : !isEnded ? t.isCut : written === target ? t.right : t.wrong(target);
  return (
    <output className={styles.output} data-testid="alignment-output" data-right={isEnded && written === target}>
      {t.writes} <span className={styles.written}>{written || t.nothing}</span> ({verdict})
    </output>
  );
}

/** The heads of a transformer, one of which is shown. */
function Heads({ desk: { state, edit }, count }: { desk: Desk<AlignmentState>; count: number }) {
  const t = useAlignmentWords();
  const heads = Array.from({ length: count }, (_, head) => [String(head), t.head(head + 1)] as const);
  return (
    <ChoiceRow
      name="alignment-head"
      label={t.heads}
      value={state.head !== null && state.head < count ? String(state.head) : ''}
      choices={[['', t.meanOfHeads] as const, ...heads]}
      onChange={(head) => edit({ head: head === '' ? null : Number(head) })}
    />
  );
}

interface MatrixProps {
  trained: TrainedAlignment;
  desk: Desk<AlignmentState>;
  answer: Alignment;
}

function Matrix({ trained: { task, model }, desk, answer: { source, output, probabilities, weights } }: MatrixProps) {
  const t = useAlignmentWords();
  const format = useFormats();
  if (!weights) return <p className={styles.note}>{t.noMatrix}</p>;
  const shown = shownWeights(weights, desk.state.head);
  const matrix = model === 'transformer' ? t.crossMatrix : t.matrix;
  return (
    <>
      {weights.length > 1 && <Heads desk={desk} count={weights.length} />}
      <HeatTable
        label={matrix.name}
        caption={<Defined is={matrix}>{matrix.name}</Defined>}
        testId="alignment-matrix"
        corner={null}
        // a symbol may stand in several places
        columns={source.map((symbol, i) => ({ key: `${i} ${symbol}`, label: symbol }))}
        rows={shown.map((cells, i) => ({
          key: `${i} ${output[i] ?? ''}`,
          label: output[i] ?? t.end,
          cells,
          after: format.share(probabilities[i]!, 2),
        }))}
        after={<Defined is={t.probability}>{t.probability.short}</Defined>}
        hidesSmall
        write={(weight) => format.share(weight, 2)}
      />
      {task === 'reversal' && output.length > 0 && (
        <p className={styles.note} data-testid="alignment-aligned">
          {t.looksRight(alignedSymbols(shown), Math.min(output.length, source.length))}
        </p>
      )}
    </>
  );
}

export function Reading({ trained, desk, answer, problem }: ReadingProps) {
  const t = useAlignmentWords();
  const { task, longest } = trained;
  const { edit, state } = desk;
  const { sources } = state;
  const actions = useMemo(
    () => [
      labAction({
        ...{ id: 'alignment-draw', label: t.draw, shortcut: { key: 'x' } },
        run: () => {
          const length = Math.min(longest, drawnLength);
          const options = { heldOut: true, ...(task === 'reversal' && { length }) };
          const { source } = drawPair({ task, longest }, new Prng(Date.now()), options);
          edit({ sources: { ...sources, [task]: source } });
        },
      }),
    ],
    [t, task, longest, edit, sources],
  );
  useLabKeys(actions);
  return (
    <div className={frame.set}>
      <div className={styles.line}>
        <TextLineField
          name="alignment-source"
          label={`${t.reading}: ${t.source[task]}`}
          value={sources[task]}
          onChange={(text) => edit({ sources: { ...sources, [task]: text.slice(0, mostCharacters) } }, 'source')}
        />
        <LabButtons actions={actions} />
      </div>
      <p className={frame.problem} role="alert">
        {problem}
      </p>
      {answer ? (
        <>
          <Written answer={answer} />
          <Matrix trained={trained} desk={desk} answer={answer} />
        </>
      ) : (
        problem === null && <p className={styles.note}>{t.waiting}</p>
      )}
    </div>
  );
}
