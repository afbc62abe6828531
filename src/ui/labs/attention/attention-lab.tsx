/** The lab *Attention by hand*: Q, K and V to edit, and every number on the way from them to the output. */

import { useMemo, useState } from 'react';
import {
  type AttentionState,
  type AttentionStep,
  attentionByHand,
  attentionLab,
  attentionSteps,
  headCounts,
  type Matrix,
  maskKinds,
} from '../../../labs/attention.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { ChoiceRow } from '../../widgets/choice.tsx';
import { Defined } from '../../widgets/definitions.tsx';
import { Sentences } from '../../widgets/sentences.tsx';
import { deskActions, LabButtons } from '../lab-buttons.tsx';
import frame from '../lab-frame.module.css';
import { LabFrame } from '../lab-frame.tsx';
import { type Desk, useDesk } from '../use-desk.ts';
import { labAction, useLabKeys } from '../use-lab-keys.ts';
import { useLabWords } from '../words/use-lab-words.ts';
import styles from './attention-lab.module.css';
import { NumberGrid, type NumberGridProps } from './number-grid.tsx';
import { StepMatrix } from './step-matrix.tsx';
import { useAttentionWords } from './words/use-attention-words.ts';
import { inStep, isLit, type StepCell, workedCell } from './worked.ts';

const inputs = ['queries', 'keys', 'values'] as const;
const symbols = { queries: 'Q', keys: 'K', values: 'V' } as const;

const withEntry = (matrix: Matrix, row: number, column: number, value: number): Matrix =>
  matrix.map((cells, r) => cells.map((old, c) => (r === row && c === column ? value : old)));

type Steps = ReturnType<typeof attentionByHand>;

function Inputs({ desk, looked, heads }: { desk: Desk<AttentionState>; looked: StepCell | null; heads: Steps }) {
  const t = useAttentionWords();
  const format = useFormats();
  const [problem, setProblem] = useState<Parameters<NumberGridProps['onProblem']>[0]>(null);
  return (
    <>
      <div className={styles.inputs}>
        {inputs.map((name) => (
          <div key={name} className={styles.input}>
            <h3 className={styles.name}>
              <Defined is={t.inputs[name]}>
                <i>{symbols[name]}</i> {t.inputs[name].short}
              </Defined>
            </h3>
            <p className={styles.plain}>{t.inputs[name].plain}</p>
            <NumberGrid
              label={t.inputs[name].name}
              symbol={symbols[name]}
              matrix={desk.state[name]}
              cellLabel={(row, column) => t.cell(symbols[name], row + 1, column + 1)}
              isLit={(row, column) => isLit(looked, heads, name, { row, column })}
              onEdit={(row, column, value) => desk.edit({ [name]: withEntry(desk.state[name], row, column, value) })}
              onProblem={setProblem}
              onUndo={desk.undo}
            />
          </div>
        ))}
      </div>
      <p className={frame.problem} role="alert">
        {problem && t.problem(problem.problem, problem.text, problem.symbol, format.share(problem.kept, 3))}
      </p>
    </>
  );
}

interface FlowProps {
  heads: Steps;
  step: AttentionStep;
  looked: StepCell | null;
  onLook(cell: StepCell): void;
}

/** The matrices of all steps, a row for each head; those after the step that is reached are still empty. */
function Flow({ heads, step, looked, onLook }: FlowProps) {
  const t = useAttentionWords();
  const reached = attentionSteps.indexOf(step);
  return heads.map((head, h) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a head is its place
    <section key={h} className={styles.head} aria-label={t.head(h + 1, heads.length)}>
      {heads.length > 1 && <h3 className={styles.headName}>{t.head(h + 1, heads.length)}</h3>}
      <ol className={styles.flow}>
        {attentionSteps.map((name, at) => (
          <li key={name} className={styles.step} data-current={name === step || undefined} data-step={name}>
            <h4 className={styles.formula}>
              <Defined is={t.steps[name]}>{t.steps[name].short}</Defined>
            </h4>
            <StepMatrix
              label={t.steps[name].name}
              matrix={head[name]}
              isShown={at <= reached}
              isShaded={name === 'weights'}
              columnHeads={name !== 'out'}
              cellLabel={(row, column) => t.stepCell(row + 1, column + 1)}
              isLit={(row, column) => isLit(looked, heads, name, { row, column, head: h })}
              onLook={({ row, column }) => onLook({ step: name, head: h, row, column })}
            />
          </li>
        ))}
      </ol>
    </section>
  ));
}

function Body({ desk }: { desk: Desk<AttentionState> }) {
  const t = useAttentionWords();
  const labWords = useLabWords();
  const format = useFormats();
  const { state, edit } = desk;
  const [step, setStep] = useState<AttentionStep>('scores');
  const [cell, setCell] = useState<StepCell>({ step: 'scores', head: 0, row: 0, column: 0 });
  const heads = useMemo(() => attentionByHand(state), [state]);
  const looked = inStep(cell, cell.step, heads);
  const at = attentionSteps.indexOf(step);
  const actions = useMemo(() => {
    const go = (to: number) => () => {
      const next = attentionSteps[to]!;
      setStep(next);
      setCell((before) => inStep(before, next, heads));
    };
    return {
      steps: [
        labAction({ id: 'attention-back', label: t.back, shortcut: { key: 'd' }, isEnabled: at > 0, run: go(at - 1) }),
        labAction({
          ...{ id: 'attention-further', label: t.further, shortcut: { key: 'f' } },
          isEnabled: at < attentionSteps.length - 1,
          run: go(at + 1),
        }),
      ],
      masks: maskKinds.map((mask, i) =>
        labAction({
          id: `attention-${mask}`,
          label: t.masks[mask],
          shortcut: { key: String(i + 1) },
          run: () => edit({ mask }),
        }),
      ),
      desk: deskActions(desk, labWords),
    };
  }, [at, heads, t, labWords, desk, edit]);
  useLabKeys(useMemo(() => [...actions.steps, ...actions.masks, ...actions.desk], [actions]));
  return (
    <>
      <div className={frame.set}>
        <Inputs desk={desk} looked={looked} heads={heads} />
        <div className={frame.choices}>
          <ChoiceRow
            name="attention-mask"
            label={t.mask}
            value={state.mask}
            choices={maskKinds.map((mask) => [mask, t.masks[mask]] as const)}
            onChange={(mask) => edit({ mask })}
          />
          <ChoiceRow
            name="attention-heads"
            label={t.heads}
            value={String(state.heads)}
            choices={headCounts.map((count) => [String(count), String(count)] as const)}
            onChange={(count) => edit({ heads: count === '2' ? 2 : 1 })}
          />
          <LabButtons actions={actions.desk} />
        </div>
      </div>
      <div className={frame.set}>
        <div className={styles.bar}>
          <LabButtons actions={actions.steps} primary="attention-further" />
          <output className={styles.about} data-testid="attention-step">
            <Sentences>
              <strong>{t.stepOf(at + 1, attentionSteps.length)}</strong>
              {t.about[step](state.mask)}
            </Sentences>
          </output>
        </div>
        <Flow heads={heads} step={step} looked={looked} onLook={setCell} />
        <p className={styles.worked} aria-live="polite" data-testid="attention-worked">
          <span className={styles.where}>{t.looked(looked.step, looked.row + 1, looked.column + 1)}</span>
          <span className={styles.sum}>{workedCell(looked, heads, state, format)}</span>
        </p>
      </div>
    </>
  );
}

export function AttentionLab() {
  const { text } = useAttentionWords();
  const desk = useDesk(attentionLab);
  return (
    <LabFrame lab={attentionLab} text={text} desk={desk}>
      <Body desk={desk} />
    </LabFrame>
  );
}
