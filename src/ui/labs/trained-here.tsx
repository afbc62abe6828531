/** A trained model that comes with the page: how it is opened, and what is said of it while it is on screen. */
import { useMemo, useState } from 'react';
import { runPosition } from '../../state/progress.ts';
import { makesModel, openTrained, type SettingsByPath, trainedModelOf } from '../../state/trained-models.ts';
import type { Action } from '../actions/action.ts';
import { useSession, useWorkbench } from '../context.ts';
import { commandOf } from '../exports/command.ts';
import { useFormats, useStrings } from '../i18n/language-context.tsx';
import { useCanTrain } from '../panels/start-buttons.tsx';
import { ActionButton } from '../widgets/action-button.tsx';
import styles from './lab-frame.module.css';
import { labAction } from './use-lab-keys.ts';
import { useLabWords } from './words/use-lab-words.ts';

export interface TrainedModelHere {
  /** V opens it; null: none of these settings comes with the page. */
  open: Action | null;
  /** Whether it is on screen. */
  isHere: boolean;
  /** Whether its files are being loaded. */
  isComing: boolean;
}

/** The trained model of a preset with these settings. What goes wrong is told where all errors of the page are, and the run on screen stays. */
export function useTrainedModel(preset: string, settings?: SettingsByPath): TrainedModelHere {
  const words = useLabWords();
  const { session } = useWorkbench();
  const canTrain = useCanTrain();
  const isOpening = useSession(({ status }) => status === 'opening');
  // what an earlier visit measured is shown again, but its model is not open
  const measured = useSession(({ info, measured }) => (info ? measured : null));
  const [isComing, setComing] = useState(false);
  const model = useMemo(() => trainedModelOf(preset, settings), [preset, settings]);
  const isHere = model !== null && measured?.start !== undefined && makesModel(measured.config, model);
  const open = useMemo(() => {
    if (!model) return null;
    const run = async () => {
      setComing(true);
      try {
        await openTrained(session, model);
      } finally {
        setComing(false);
      }
    };
    const isEnabled = canTrain && !isOpening && !isComing && !isHere;
    return labAction({ id: 'lab-trained', label: words.openTrained, shortcut: { key: 'v' }, isEnabled, run });
  }, [words, session, model, canTrain, isOpening, isComing, isHere]);
  return { open, isHere, isComing };
}

export interface TrainedHereProps {
  model: TrainedModelHere;
  /** The title of its preset, where it is another than what is trained. */
  of: string | null;
}

/** Above a lab with an open run: that we trained it, or that a trained one can be opened in its place. */
export function TrainedHere({ model: { open, isHere, isComing }, of }: TrainedHereProps) {
  const words = useLabWords();
  const { betweenSentences } = useStrings();
  const format = useFormats();
  const measured = useSession((state) => state.measured);
  const isFinished = useSession(({ status }) => status === 'finished');
  if (!measured?.start && !open) return null;
  return (
    <div className={styles.trained} data-testid="lab-trained">
      {measured?.start ? (
        <p>
          {words.trainedByUs(format.count(runPosition(measured.phases, measured.start)), measured.config.seed)}
          {betweenSentences}
          <code>{commandOf(measured.config)}</code> {isFinished ? words.isFinished : words.goesOn}
        </p>
      ) : null}
      {open && !isHere && of !== null && <p>{words.trainedIsOf(of)}</p>}
      {open && !isHere && <ActionButton action={open} showKeys />}
      {isComing && <output>{words.isComing}</output>}
    </div>
  );
}
