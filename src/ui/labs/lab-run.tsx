/** A lab that looks into a run: where another run, or none, is on screen, it offers a trained model that comes with the page, and to train one. */
import { type ReactNode, useMemo } from 'react';
import type { RunConfig } from '../../run/records.ts';
import { configWith, type SettingsByPath } from '../../state/trained-models.ts';
import { presets } from '../../systems/presets.ts';
import type { Action } from '../actions/action.ts';
import { undoAction } from '../actions/run-actions.ts';
import { useSession, useWorkbench, type Workbench } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { EmptyPage } from '../panels/side-page.tsx';
import { useCanTrain } from '../panels/start-buttons.tsx';
import { ComingModel, TrainedStrip, useIsOurs } from '../panels/trained-model.tsx';
import { presetTitle } from '../runs/run-name.ts';
import { ActionButton } from '../widgets/action-button.tsx';
import styles from './lab-frame.module.css';
import { useTrainedModel } from './trained-here.tsx';
import { labAction, useLabKeys } from './use-lab-keys.ts';
import { useLabWords } from './words/use-lab-words.ts';

const asInPreset: SettingsByPath = {};

/** Opens a new run of a preset and plays it; undo brings the run before back. */
export async function trainLab({ session }: Pick<Workbench, 'session'>, preset: string, settings = asInPreset) {
  session.setDraft(configWith(preset, settings, session.state.draft.seed));
  if (await session.openDraft(true)) await session.play();
}

/** Trains a preset anew, as an action of a lab; N starts a new run everywhere. */
export function useTrainAction(preset: string, settings = asInPreset): Action {
  const words = useLabWords();
  const { session } = useWorkbench();
  const isOpening = useSession(({ status }) => status === 'opening');
  const canTrain = useCanTrain();
  return useMemo(
    () =>
      labAction({
        id: 'lab-train',
        label: words.train,
        shortcut: { key: 'n' },
        isEnabled: canTrain && !isOpening,
        run: () => trainLab({ session }, preset, settings),
      }),
    [words, session, preset, settings, canTrain, isOpening],
  );
}

const systemOfPreset = (name: string): string => presets.find((preset) => preset.name === name)!.system.id;

const anyRun = () => true;

/** Whether a run of one of these systems is open (absent: of the preset's), with any settings, or with those that `isRun` accepts. */
export function useHasRun(
  preset: string,
  isRun: (config: RunConfig) => boolean = anyRun,
  systems: readonly string[] = [systemOfPreset(preset)],
): boolean {
  return useSession(({ info }) => info !== null && systems.includes(info.config.system) && isRun(info.config));
}

export interface LabRunProps {
  /** What is trained. */
  preset: string;
  settings?: SettingsByPath;
  /** The preset of the trained model that is offered, where it is another. */
  trained?: string;
  /** Systems whose runs it can look into; absent: the preset's. */
  systems?: readonly string[];
  /** Which runs of these systems it can look into; absent: all. */
  isRun?(config: RunConfig): boolean;
  /** Drawn once such a run is open. */
  children: ReactNode;
}

export function LabRun({ preset, settings, trained = preset, systems, isRun, children }: LabRunProps) {
  const t = useStrings();
  const words = useLabWords();
  const train = useTrainAction(preset, settings);
  const { open, isHere } = useTrainedModel(trained, settings);
  const isOurs = useIsOurs();
  const actions = useMemo(() => (open ? [open, train] : [train]), [open, train]);
  useLabKeys(actions);
  const hasRun = useHasRun(preset, isRun, systems);
  const isOpening = useSession(({ status }) => status === 'opening');
  const canUndo = useSession(({ undoable }) => undoable !== null);
  const canTrain = useCanTrain();
  if (isOpening && !hasRun) return <EmptyPage texts={[t.openingBegins]} />;
  if (hasRun) {
    const offered = isHere ? null : open;
    const about = offered && trained !== preset ? words.trainedIsOf(presetTitle(trained, t)) : null;
    return (
      <>
        {(isOurs || offered) && <TrainedStrip again={words.train} about={about} open={offered} />}
        {children}
      </>
    );
  }
  const texts = canTrain
    ? [words.needsRun(presetTitle(preset, t)), ...(open ? [words.comesTrained(presetTitle(trained, t))] : [])]
    : [t.noWebGpu.needsRun];
  return (
    <div className={styles.set} data-testid="lab-needs-run">
      <EmptyPage texts={texts}>
        {open && <ActionButton action={open} kind="primary" showKeys />}
        <ActionButton action={train} kind={open ? 'plain' : 'primary'} showKeys />
        {canUndo && <ActionButton action={undoAction} />}
      </EmptyPage>
      <ComingModel />
    </div>
  );
}
