/** The lab *Three pre-trainings*: what the models of the run on screen do with a text, their compute, the classifiers on them, and the format. */
import { useMemo } from 'react';
import { type LabProbes, pretrainingsLab } from '../../../labs/pretrainings.ts';
import { useStrings } from '../../i18n/language-context.tsx';
import { deskActions, LabButtons } from '../lab-buttons.tsx';
import frame from '../lab-frame.module.css';
import { LabFrame } from '../lab-frame.tsx';
import { LabRun } from '../lab-run.tsx';
import { useDesk } from '../use-desk.ts';
import { useLabAnswer } from '../use-lab-answer.ts';
import { useLabKeys } from '../use-lab-keys.ts';
import { useLabWords } from '../words/use-lab-words.ts';
import { Classifiers } from './classifiers.tsx';
import { Compute } from './compute.tsx';
import { Format } from './format.tsx';
import { Trying } from './trying.tsx';
import { useTestedPhase } from './use-tested-phase.ts';
import { usePretrainingsWords } from './words/use-pretrainings-words.ts';

const system = 'pretraining';
const anything = {};

/** An answer to what is asked now; null: to something else, or none. */
function answerTo<A>(answered: { query: { text: string }; answer: A } | null, asked: string): A | null {
  return answered?.query.text === asked ? answered.answer : null;
}

export function PretrainingsLab() {
  const { text } = usePretrainingsWords();
  const t = useStrings();
  const labWords = useLabWords();
  const set = useDesk(pretrainingsLab);
  const { beginning, gap, sentence } = set.state;
  const { answered: compute } = useLabAnswer<LabProbes, 'compute'>(system, 'compute', anything);
  const continued = useLabAnswer<LabProbes, 'continue'>(
    system,
    'continue',
    useMemo(() => ({ text: beginning }), [beginning]),
  );
  const blank = useMemo(() => ({ text: gap }), [gap]);
  const filled = useLabAnswer<LabProbes, 'fill'>(system, 'fill', blank);
  const wrote = useLabAnswer<LabProbes, 'write'>(system, 'write', blank);
  const { measured: classified } = useTestedPhase('classifier');
  // before its phase the models have not begun
  const isFormatted = useTestedPhase('format').progress === 'begun';
  const translated = useLabAnswer<LabProbes, 'translate'>(
    system,
    'translate',
    useMemo(() => (isFormatted ? { text: sentence } : null), [isFormatted, sentence]),
  );
  const answers = useMemo(
    () => ({
      continued: answerTo(continued.answered, beginning),
      filled: answerTo(filled.answered, gap),
      classified,
      translated: isFormatted ? answerTo(translated.answered, sentence) : null,
    }),
    [continued.answered, filled.answered, translated.answered, classified, isFormatted, beginning, gap, sentence],
  );
  // what the run says is part of the state that exercises see, and is not undone
  const desk = useMemo(() => ({ ...set, state: { ...set.state, answers } }), [set, answers]);
  const actions = useMemo(() => deskActions(desk, labWords), [desk, labWords]);
  useLabKeys(actions);
  const problem = continued.problem ?? filled.problem ?? wrote.problem;
  return (
    <LabFrame lab={pretrainingsLab} text={text} desk={desk}>
      <LabRun preset="pretraining">
        <Trying desk={desk} wrote={answerTo(wrote.answered, gap)} />
        <p className={frame.problem} role="alert">
          {problem && t.errorText(problem)}
        </p>
        <LabButtons actions={actions} />
        {compute && <Compute compute={compute.answer} />}
        <Classifiers desk={desk} />
        <Format desk={desk} problem={isFormatted ? translated.problem : null} />
      </LabRun>
    </LabFrame>
  );
}
