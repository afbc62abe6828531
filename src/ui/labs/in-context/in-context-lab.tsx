/** The lab *In-context learning*: a prompt to set, how the model that is training answers it, and what is exact. */
import { useMemo, useState } from 'react';
import {
  exchanged,
  type InContextState,
  inContextLab,
  type LabProbes,
  mostShown,
  queryOf,
  reordered,
  taskKinds,
  taskOf,
  taskOfRun,
  viewOf,
} from '../../../labs/in-context.ts';
import type { RunConfig } from '../../../run/records.ts';
import { Prng } from '../../../util/prng.ts';
import { useSession } from '../../context.ts';
import { useStrings } from '../../i18n/language-context.tsx';
import { ChoiceRow } from '../../widgets/choice.tsx';
import { deskActions, LabButtons } from '../lab-buttons.tsx';
import frame from '../lab-frame.module.css';
import { LabFrame } from '../lab-frame.tsx';
import { LabRun } from '../lab-run.tsx';
import { LabSlider } from '../lab-slider.tsx';
import { type Desk, useDesk } from '../use-desk.ts';
import { useLabAnswer } from '../use-lab-answer.ts';
import { labAction, useLabKeys } from '../use-lab-keys.ts';
import { useLabWords } from '../words/use-lab-words.ts';
import { Answers, Hashes } from './answers.tsx';
import { ByExamplesChart } from './by-examples.tsx';
import styles from './in-context-lab.module.css';
import { TaskSwitch } from './task-switch.tsx';
import { useInContextWords } from './words/use-in-context-words.ts';

const system = 'in-context';

/** The letters with their answers; by hand, two that are pressed exchange theirs. */
function Permutation({ desk: { state, edit } }: { desk: Desk<InContextState> }) {
  const t = useInContextWords();
  const [first, setFirst] = useState<number | null>(null);
  const { letters } = state.tasks!;
  const task = taskOf(state)!;
  const press = (x: number) => {
    if (first !== null && first !== x) edit({ hand: exchanged(state.hand, first, x) });
    setFirst(first === null ? x : null);
  };
  return (
    <>
      {state.kind === 'hand' && <p className={styles.told}>{t.byHand}</p>}
      <ul className={styles.permutation} aria-label={t.permutation} data-testid="in-context-task">
        {task.map((y, x) => {
          const text = `${letters[x]} → ${letters[y]}`;
          return (
            <li key={letters[x]}>
              {state.kind === 'hand' ? (
                <button type="button" className={styles.letter} aria-pressed={first === x} onClick={() => press(x)}>
                  {text}
                </button>
              ) : (
                text
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Body({ desk, step }: { desk: Desk<InContextState>; step: number | null }) {
  const t = useInContextWords();
  const labWords = useLabWords();
  const { state, edit } = desk;
  const actions = useMemo(
    () => ({
      kinds: taskKinds.map((kind, i) =>
        labAction({
          ...{ id: `in-context-${kind}`, label: t.kinds[kind], shortcut: { key: String(i + 1) } },
          run: () => edit({ kind }),
        }),
      ),
      more: [
        labAction({
          ...{ id: 'in-context-order', label: t.shuffle, shortcut: { key: 'x' } },
          run: () => edit({ order: reordered(state.order, new Prng(Math.floor(Math.random() * 2 ** 31))) }),
        }),
        ...deskActions(desk, labWords),
      ],
    }),
    [t, labWords, desk, edit, state.order],
  );
  useLabKeys(useMemo(() => [...actions.kinds, ...actions.more], [actions]));
  const view = useMemo(() => viewOf(state), [state]);
  const { tasks, kind } = state;
  if (!tasks || !view) return <p className={styles.told}>{t.waiting}</p>;
  const { letters } = tasks;
  return (
    <>
      <div className={frame.set}>
        <ChoiceRow
          name="in-context-kind"
          label={t.kind}
          value={kind}
          choices={taskKinds.map((one) => [one, t.kinds[one]] as const)}
          onChange={(one) => edit({ kind: one })}
        />
        {kind !== 'hand' && (
          <LabSlider
            label={t.number(Math.min(state.number, tasks[kind].length - 1) + 1, tasks[kind].length)}
            {...{ min: 1, max: tasks[kind].length, value: state.number + 1 }}
            onChange={(number) => edit({ number: number - 1 }, 'number')}
          />
        )}
        <Permutation desk={desk} />
        <ChoiceRow
          name="in-context-letter"
          label={t.ask}
          value={letters[state.x]!}
          choices={letters.map((letter) => [letter, letter] as const)}
          onChange={(letter) => edit({ x: letters.indexOf(letter) })}
        />
        <LabButtons actions={actions.more} />
      </div>
      <div className={frame.set}>
        <LabSlider
          label={t.examples(state.k)}
          {...{ min: 0, max: mostShown, value: state.k }}
          onChange={(k) => edit({ k }, 'k')}
        />
        <Answers state={state} view={view} step={step} />
        <Hashes measured={state.measured} />
      </div>
      <ByExamplesChart />
    </>
  );
}

const anything = {};

const isOfPermutations = (config: RunConfig | undefined) => taskOfRun(config) === 'permutations';

export function InContextLab() {
  const { text } = useInContextWords();
  const t = useStrings();
  const set = useDesk(inContextLab);
  const hasRun = useSession(({ info }) => isOfPermutations(info?.config));
  const { answered: found, problem: noTasks } = useLabAnswer<LabProbes, 'tasks'>(
    system,
    'tasks',
    hasRun ? anything : null,
  );
  const tasks = hasRun ? (found?.answer ?? null) : null;
  const query = queryOf({ ...set.state, tasks });
  const { answered, problem: refused } = useLabAnswer<LabProbes, 'prompt'>(system, 'prompt', query);
  // what the run says is part of the state that exercises see, and is not undone
  const desk = useMemo(() => ({ ...set, state: { ...set.state, tasks, measured: answered } }), [set, tasks, answered]);
  const problem = noTasks ?? refused;
  return (
    <LabFrame lab={inContextLab} text={text} desk={desk}>
      <TaskSwitch shown="in-context" />
      <LabRun preset="in-context" isRun={isOfPermutations}>
        <p className={frame.problem} role="alert">
          {problem && t.errorText(problem)}
        </p>
        {!noTasks && <Body desk={desk} step={answered?.at?.step ?? null} />}
      </LabRun>
    </LabFrame>
  );
}
