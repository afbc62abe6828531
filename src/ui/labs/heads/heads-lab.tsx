/** The lab *Heads of the model that trains*: heat maps of the run on screen, switches, and the loss without some heads. */
import { useMemo } from 'react';
import {
  type HeadsState,
  headsLab,
  headsOf,
  keyOf,
  layerSwitched,
  type Maps,
  sumAlone,
  switched,
} from '../../../labs/heads.ts';
import type { HeadMaps, HeadProbes } from '../../../run/heads.ts';
import { useSession } from '../../context.ts';
import { useFormats, useStrings } from '../../i18n/language-context.tsx';
import { deskActions, LabButtons } from '../lab-buttons.tsx';
import frame from '../lab-frame.module.css';
import { LabFrame } from '../lab-frame.tsx';
import { LabRun } from '../lab-run.tsx';
import { type Desk, useDesk } from '../use-desk.ts';
import { useLabAnswer } from '../use-lab-answer.ts';
import { labAction, useLabKeys } from '../use-lab-keys.ts';
import { useLabWords } from '../words/use-lab-words.ts';
import { Enlarged } from './enlarged.tsx';
import { HeadGrid } from './head-grid.tsx';
import styles from './heads-lab.module.css';
import { type HeadLosses, useHeadLosses } from './use-head-losses.ts';
import { useHeadsWords } from './words/use-heads-words.ts';

/** Systems whose runs answer for their heads, each with the preset that is offered where no run is open. */
const presetOf: Readonly<Record<string, string>> = { llara: 'llara', glm: 'glm', realm: 'first', qa: 'qa-bios' };
const offered = 'llara';
/** The preset of which a trained model comes with the page. */
const trained = 'bios';

const answersForHeads = (system: string | undefined): system is string =>
  system !== undefined && Object.hasOwn(presetOf, system);

type HeadsDesk = Desk<HeadsState>;

/** What the loss is without the heads that are off now, and what it would be if each of them counted for itself. */
function Together({ desk: { state }, losses, maps }: { desk: HeadsDesk; losses: HeadLosses; maps: Maps }) {
  const t = useHeadsWords();
  const format = useFormats();
  const { last } = losses;
  const found = losses.together[keyOf(state.off)];
  const sum = sumAlone(losses, state.off);
  return (
    <div className={styles.said} aria-live="polite" data-testid="heads-together">
      <p>
        {state.off.length === 0
          ? t.allOn(maps.layers * maps.heads)
          : found
            ? t.together(state.off.length, format.signed(found.rise))
            : t.notMeasured(state.off.length)}
        {sum !== null && state.off.length > 1 && ` ${t.sum(format.signed(sum))}`}
      </p>
      {last && (
        <p className={styles.hint}>
          {t.measuredOn(format.number(last.all, 3), last.examples, last.predictions, last.isHeldOut)}
        </p>
      )}
    </div>
  );
}

function useHeadsActions(desk: HeadsDesk, losses: HeadLosses, maps: Maps | null) {
  const t = useHeadsWords();
  const labWords = useLabWords();
  const { state, edit } = desk;
  const { progress, measure, cancel } = losses;
  return useMemo(() => {
    const count = maps ? maps.layers * maps.heads : 0;
    const chosen = state.chosen ?? 0;
    const singles = Array.from({ length: count }, (_, head) => [head]);
    const go = (by: number) => () => edit({ text: state.text + by }, 'text');
    const isOpen = maps !== null;
    return {
      texts: [
        labAction({
          id: 'heads-back',
          label: t.back,
          shortcut: { key: 'd' },
          isEnabled: isOpen && state.text > 0,
          run: go(-1),
        }),
        labAction({ id: 'heads-further', label: t.further, shortcut: { key: 'f' }, isEnabled: isOpen, run: go(1) }),
      ],
      measures: [
        progress === null
          ? labAction({
              id: 'heads-measure',
              label: t.measureAll(count),
              ...{ shortcut: { key: 'e' }, once: true },
              isEnabled: isOpen,
              run: () => measure(singles),
            })
          : labAction({ id: 'heads-cancel', label: t.cancel, shortcut: { key: 'e' }, once: true, run: cancel }),
        labAction({
          ...{ id: 'heads-together', label: t.measureTogether, shortcut: { key: 'w' } },
          isEnabled: isOpen && progress === null && state.off.length > 0,
          run: () => measure([state.off]),
        }),
        labAction({
          ...{ id: 'heads-switch', label: t.switchChosen, shortcut: { key: 'x' } },
          isEnabled: isOpen,
          run: () => edit({ off: switched(state.off, chosen) }),
        }),
      ],
      choices: singles.slice(0, 9).map(([head]) =>
        labAction({
          ...{
            id: `heads-${head! + 1}`,
            label: t.enlarge(t.name(head!, maps!.heads)),
            shortcut: { key: String(head! + 1) },
          },
          run: () => edit({ chosen: head! }, 'chosen'),
        }),
      ),
      desk: deskActions(desk, labWords),
    };
  }, [maps, state, edit, progress, measure, cancel, desk, t, labWords]);
}

function Body({
  desk,
  losses,
  answer,
  system,
}: {
  desk: HeadsDesk;
  losses: HeadLosses;
  answer: HeadMaps;
  system: string;
}) {
  const t = useHeadsWords();
  const all = useStrings();
  const format = useFormats();
  const { state, edit } = desk;
  const actions = useHeadsActions(desk, losses, answer);
  useLabKeys(useMemo(() => Object.values(actions).flat(), [actions]));
  const chosen = state.chosen ?? 0;
  const { progress, problem } = losses;
  return (
    <>
      <div className={frame.set}>
        <div className={styles.bar}>
          <span data-testid="heads-text">{t.textOf(answer.text + 1, answer.texts)}</span>
          <LabButtons actions={actions.texts} />
        </div>
        <p className={styles.hint}>
          {t.where(all.atStep(all.phaseName(system, answer.phase), answer.step), format.number(answer.loss, 3))}{' '}
          {t.models[system as keyof typeof t.models]}
        </p>
      </div>
      <div className={frame.set}>
        <HeadGrid
          maps={answer}
          state={state}
          single={losses.single}
          onChoose={(head) => edit({ chosen: head }, 'chosen')}
          onSwitch={(head) => edit({ off: switched(state.off, head) })}
          onLayer={(layer) => edit({ off: layerSwitched(state.off, layer, answer.heads) })}
          isLayerOff={(layer) => headsOf(layer, answer.heads).every((head) => state.off.includes(head))}
        />
        <LabButtons actions={[...actions.measures, ...actions.desk]} primary="heads-measure" />
        <output className={styles.hint} data-testid="heads-progress">
          {progress && t.progress(progress.done, progress.total)}
        </output>
        <p className={frame.problem} role="alert">
          {problem && all.errorText(problem)}
        </p>
        <Together desk={desk} losses={losses} maps={answer} />
      </div>
      <Enlarged maps={answer} head={chosen} />
    </>
  );
}

function Lab({ runId, system }: { runId: string; system: string | undefined }) {
  const t = useHeadsWords();
  const all = useStrings();
  // numbers of heads are those of one run: another one may have fewer
  const desk = useDesk({ ...headsLab, id: `${headsLab.id} ${runId}` });
  const losses = useHeadLosses();
  const { single, together } = losses;
  const isKnown = answersForHeads(system);
  const { answered, problem } = useLabAnswer<HeadProbes, 'heads'>(
    isKnown ? system : offered,
    'heads',
    isKnown ? { text: desk.state.text, off: desk.state.off } : null,
  );
  const maps = answered?.answer ?? null;
  const whole = useMemo(
    () => ({ ...desk, state: { ...desk.state, answers: { maps, single, together } } }),
    [desk, maps, single, together],
  );
  return (
    <LabFrame lab={headsLab} text={t.text} desk={whole}>
      <LabRun preset={isKnown ? presetOf[system]! : offered} trained={trained}>
        {maps && isKnown ? (
          <Body desk={whole} losses={losses} answer={maps} system={system} />
        ) : (
          <p className={styles.hint} role={problem ? 'alert' : 'status'}>
            {problem ? all.errorText(problem) : t.asking}
          </p>
        )}
      </LabRun>
    </LabFrame>
  );
}

/** Another run has other heads: everything begins anew. */
export function HeadsLab() {
  const runId = useSession(({ info }) => info?.runId ?? '');
  const system = useSession(({ info }) => info?.config.system);
  return <Lab key={runId} runId={runId} system={system} />;
}
