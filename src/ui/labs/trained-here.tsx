/** The trained model that a lab offers: that of its preset, whatever settings are on screen. */
import { useMemo } from 'react';
import { isTrained, type SettingsByPath, trainedModelOf } from '../../state/trained-models.ts';
import type { Action } from '../actions/action.ts';
import { bringTrained } from '../actions/trained-action.ts';
import { useSession, useUi, useWorkbench } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { useCanTrain } from '../panels/start-buttons.tsx';
import { labAction } from './use-lab-keys.ts';

export interface TrainedModelHere {
  /** V opens it; null: none of these settings comes with the page. */
  open: Action | null;
  /** Whether it is on screen. */
  isHere: boolean;
}

/** The trained model of a preset with these settings. What goes wrong is told where all errors of the page are, and the run on screen stays. */
export function useTrainedModel(preset: string, settings?: SettingsByPath): TrainedModelHere {
  const { trained } = useStrings();
  const { session, ui } = useWorkbench();
  const canTrain = useCanTrain();
  const isOpening = useSession(({ status }) => status === 'opening');
  // what an earlier visit measured is shown again, but its model is not open
  const measured = useSession(({ info, measured }) => (info ? measured : null));
  const isComing = useUi(({ isModelComing }) => isModelComing);
  const model = useMemo(() => trainedModelOf(preset, settings), [preset, settings]);
  const isHere = model !== null && isTrained(measured, model);
  const open = useMemo(() => {
    if (!model) return null;
    const isEnabled = canTrain && !isOpening && !isComing && !isHere;
    const run = () => bringTrained({ session, ui }, model);
    return labAction({ id: 'lab-trained', label: trained.open, shortcut: { key: 'v' }, isEnabled, run });
  }, [trained, session, ui, model, canTrain, isOpening, isComing, isHere]);
  return { open, isHere };
}
