/** The trained model that a lab offers: that of its preset, whatever settings are on screen. */
import { useMemo } from 'react';
import { configWith, isOpenModel, type SettingsByPath, trainedModelFor } from '../../state/trained-models.ts';
import type { Action } from '../actions/action.ts';
import { trainedAction } from '../actions/trained-action.ts';
import { useSession } from '../context.ts';

export interface TrainedModelHere {
  /** V opens it; null: none of these settings comes with the page. */
  open: Action | null;
  /** Whether it is on screen. */
  isHere: boolean;
}

/** The trained model of a preset with these settings. What goes wrong is told where all errors of the page are, and the run on screen stays. */
export function useTrainedModel(preset: string, settings?: SettingsByPath): TrainedModelHere {
  const { model, open } = useMemo(() => {
    const config = configWith(preset, settings);
    const model = trainedModelFor(config);
    const ofLab: Action = { ...trainedAction(() => config), id: 'lab-trained', group: 'lab', pages: ['basics'] };
    return { model, open: model && ofLab };
  }, [preset, settings]);
  const isHere = useSession((state) => model !== null && isOpenModel(state, model));
  return { open, isHere };
}
