/** The lab *Alignment*: a model of sequence to sequence while it trains, with attention, through a fixed vector, or a transformer. */
import { useMemo } from 'react';
import {
  type AlignmentModel,
  type AlignmentState,
  alignedSymbols,
  alignmentLab,
  alignmentModels,
  meanGuesses,
  presetOfTask,
  type WrittenPair,
} from '../../../labs/alignment.ts';
import {
  type Alignment,
  measuredOf,
  type Seq2SeqProbes,
  type TrainedAlignment,
  trainedOf,
} from '../../../labs/alignment-run.ts';
import type { Evaluation } from '../../../run/records.ts';
import type { SettingsByPath } from '../../../state/trained-models.ts';
import { pairTasks } from '../../../text/corpus/pairs.ts';
import { playAction } from '../../actions/run-actions.ts';
import { useSession } from '../../context.ts';
import { useStrings } from '../../i18n/language-context.tsx';
import { ActionButton } from '../../widgets/action-button.tsx';
import { ChoiceRow } from '../../widgets/choice.tsx';
import { deskActions, LabButtons } from '../lab-buttons.tsx';
import frame from '../lab-frame.module.css';
import { LabFrame } from '../lab-frame.tsx';
import { LabRun, useTrainAction } from '../lab-run.tsx';
import { useTrainedModel } from '../trained-here.tsx';
import { type Desk, useDesk } from '../use-desk.ts';
import { useLabAnswer } from '../use-lab-answer.ts';
import { useLabKeys } from '../use-lab-keys.ts';
import { useLabWords } from '../words/use-lab-words.ts';
import styles from './alignment-lab.module.css';
import { Lengths } from './lengths.tsx';
import { Reading } from './reading.tsx';
import { useAlignmentWords } from './words/use-alignment-words.ts';

const settingsFor = {
  dot: {},
  none: { 'seq2seq.attention': 'none' },
  transformer: { 'seq2seq.model': 'transformer', 'seq2seq.learningRate': 1e-3 },
} as const satisfies Record<AlignmentModel, SettingsByPath>;

/** What is to be trained next. */
function Choices({ desk }: { desk: Desk<AlignmentState> }) {
  const t = useAlignmentWords();
  const labWords = useLabWords();
  const { state, edit } = desk;
  const actions = useMemo(() => deskActions(desk, labWords), [desk, labWords]);
  useLabKeys(actions);
  return (
    <div className={frame.choices}>
      <ChoiceRow
        name="alignment-task"
        label={t.task}
        value={state.task}
        choices={pairTasks.map((task) => [task, t.tasks[task]] as const)}
        onChange={(task) => edit({ task })}
      />
      <ChoiceRow
        name="alignment-model"
        label={t.model}
        value={state.model}
        choices={alignmentModels.map((model) => [model, t.models[model]] as const)}
        onChange={(model) => edit({ model })}
      />
      {state.model === 'transformer' && state.task === 'reversal' && (
        <ChoiceRow
          name="alignment-guess"
          label={t.guess}
          value={state.guess ?? ''}
          choices={[['', t.notSaid] as const, ...meanGuesses.map((one) => [one, t.guesses[one]] as const)]}
          onChange={(guess) => edit({ guess: guess === '' ? null : guess })}
        />
      )}
      <LabButtons actions={actions} />
    </div>
  );
}

interface RunViewProps {
  desk: Desk<AlignmentState>;
  trained: TrainedAlignment;
  evaluations: readonly Evaluation[];
  answer: Alignment | null;
  problem: string | null;
}

function RunView({ desk, trained, evaluations, answer, problem }: RunViewProps) {
  const t = useAlignmentWords();
  const { task, model } = trained;
  const step = useSession(({ now }) => now?.step ?? 0);
  const { state } = desk;
  const preset = presetOfTask[state.task];
  const settings = settingsFor[state.model];
  const train = useTrainAction(preset, settings);
  const isOther = state.task !== task || state.model !== model;
  const comesTrained = useTrainedModel(preset, settings).open !== null;
  return (
    <>
      <div className={frame.set}>
        <p data-testid="alignment-run">
          {t.onScreen(t.tasks[task], t.models[model], step)} {isOther && (comesTrained ? t.isOtherTrained : t.isOther)}
        </p>
        <div className={frame.buttons}>
          <ActionButton action={playAction} />
          <ActionButton action={train} kind={isOther ? 'primary' : 'plain'} showKeys />
        </div>
      </div>
      <Reading trained={trained} desk={desk} answer={answer} problem={problem} />
      <div className={frame.set}>
        <Lengths trained={trained} evaluations={evaluations} desk={desk} />
      </div>
    </>
  );
}

export function AlignmentLab() {
  const { text } = useAlignmentWords();
  const t = useStrings();
  const config = useSession(({ info }) => info?.config);
  const evaluations = useSession((state) => state.evaluations);
  const trained = useMemo(() => trainedOf(config), [config]);
  const desk = useDesk(alignmentLab);
  const task = trained?.task ?? null;
  const source = task && desk.state.sources[task];
  const query = useMemo(() => (source === null ? null : { source }), [source]);
  const { answered, problem } = useLabAnswer<Seq2SeqProbes, 'align'>('seq2seq', 'align', query);
  // an answer to another source is not shown beside this one
  const answer = answered && answered.query.source === source ? answered.answer : null;
  const measured = useMemo(() => trained && measuredOf(trained, evaluations), [trained, evaluations]);
  const written = useMemo(() => task && answer && writtenOf(task, answer), [task, answer]);
  // what the run computed is no step of a person, so it does not stand in what can be undone
  const checked = useMemo(() => ({ ...desk, state: { ...desk.state, measured, written } }), [desk, measured, written]);
  const { state } = desk;
  return (
    <LabFrame lab={alignmentLab} text={text} desk={checked}>
      <div className={frame.set}>
        <Choices desk={desk} />
      </div>
      <LabRun preset={presetOfTask[state.task]} settings={settingsFor[state.model]}>
        {trained && (
          <div className={styles.run}>
            <RunView {...{ desk, trained, evaluations, answer }} problem={problem && t.errorText(problem)} />
          </div>
        )}
      </LabRun>
    </LabFrame>
  );
}

function writtenOf(task: WrittenPair['task'], { source, output, target, isEnded, weights }: Alignment): WrittenPair {
  const joined = (symbols: readonly string[]) => symbols.join('').replaceAll('␣', ' ');
  return {
    ...{ task, source: joined(source), output: joined(output), target, isEnded },
    alignedSymbols: task === 'reversal' && weights ? weights.map(alignedSymbols) : [],
  };
}
