/** Buttons that open the models of the recording, where a page needs some. */
import { useStore } from 'zustand';
import { modelWithEnd } from '../../state/trained-models.ts';
import type { Action } from '../actions/action.ts';
import { openAtEndAction, openModelsAction } from '../actions/recording-actions.ts';
import { useWorkbench } from '../context.ts';
import { ActionButton } from '../widgets/action-button.tsx';

/** Those of the end of the run, where they come with it, and those that train on, or another button in their place. */
export function RecordedModels({ others = openModelsAction }: { others?: Action }) {
  const { player } = useWorkbench();
  const hasEnd = useStore(player.store, ({ recording }) => modelWithEnd(recording) !== undefined);
  return (
    <>
      {hasEnd && <ActionButton action={openAtEndAction} kind="primary" />}
      <ActionButton action={others} kind={hasEnd ? 'plain' : 'primary'} />
    </>
  );
}
