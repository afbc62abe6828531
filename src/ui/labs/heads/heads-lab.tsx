/** The lab *Heads of the model that trains*: heat maps of the run on screen, switches, and the loss without some heads. */

import { useMemo, useState } from 'react';
import {
  type HeadsState,
  headsLab,
  headsOf,
  keyOf,
  layerSwitched,
  type Maps,
  type Measured,
  noneMeasured,
  singles,
  sumAlone,
  switched,
  viewed,
  withMeasured,
} from '../../../labs/heads.ts';
import type { HeadMaps, HeadProbes } from '../../../run/heads.ts';
import { useSession } from '../../context.ts';
import { useFormats, useStrings } from '../../i18n/language-context.tsx';
import { ChoiceRow } from '../../widgets/choice.tsx';
import { Sentences } from '../../widgets/sentences.tsx';
import { deskActions, LabButtons } from '../lab-buttons.tsx';
import frame from '../lab-frame.module.css';
import { LabFrame } from '../lab-frame.tsx';
import { LabRun } from '../lab-run.tsx';
import { MeasurementProgress } from '../measurement-progress.tsx';
import { type Desk, useDesk } from '../use-desk.ts';
import { useLabAnswer } from '../use-lab-answer.ts';
import { labAction, useLabKeys } from '../use-lab-keys.ts';
import { type MeasurementHere, measureId, useMeasurement } from '../use-measurement.ts';
import { useLabWords } from '../words/use-lab-words.ts';
import { Enlarged } from './enlarged.tsx';
import { HeadGrid } from './head-grid.tsx';
import styles from './heads-lab.module.css';
import { useHeadsWords } from './words/use-heads-words.ts';

/** Systems whose runs answer for their heads, each with the preset that is offered where no run is open. */
const presetOf: Readonly<Record<string, string>> = { llara: 'llara', glm: 'glm', realm: 'first', qa: 'qa-bios' };
const offered = 'llara';
/** The preset of which a trained model comes with the page. */
const trained = 'bios';

const answersForHeads = (system: string | undefined): system is string =>
  system !== undefined && Object.hasOwn(presetOf, system);

type HeadsDesk = Desk<HeadsState>;
type HeadsMeasurement = MeasurementHere<HeadProbes['head-losses']['query']>;

/** What the loss is without the heads that are off now, and what it would be if each of them counted for itself. */
function Together({
  off,
  measured,
  maps,
  system,
}: { measured: Measured; maps: Maps } & { off: readonly number[]; system: string }) {
  const t = useHeadsWords();
  const all = useStrings();
  const format = useFormats();
  const { last } = measured;
  const rise = measured.together[keyOf(off)];
  const sum = sumAlone(measured, off);
  return (
    <div className={styles.said} aria-live="polite" data-testid="heads-together">
      <p>
        <Sentences>
          {off.length === 0
            ? t.allOn(maps.layers * maps.heads)
            : rise === undefined
              ? t.notMeasured(off.length)
              : t.together(off.length, format.signed(rise))}
          {sum !== null && off.length > 1 && t.sum(format.signed(sum))}
        </Sentences>
      </p>
      {last && (
        <p className={styles.hint}>
          {t.measuredOn(
            all.atStep(all.phaseName(system, last.phase), last.step),
            format.number(last.all, 3),
            last.examples,
            last.predictions,
            last.isHeldOut,
          )}
        </p>
      )}
    </div>
  );
}

function useHeadsActions(desk: HeadsDesk, { action, progress, begin }: HeadsMeasurement, maps: HeadMaps) {
  const t = useHeadsWords();
  const labWords = useLabWords();
  const { state, edit } = desk;
  const { view } = maps;
  return useMemo(() => {
    const chosen = state.chosen ?? 0;
    const go = (by: number) => () => edit({ text: state.text + by }, 'text');
    return {
      texts: [
        labAction({
          ...{ id: 'heads-back', label: t.back, shortcut: { key: 'd' } },
          isEnabled: state.text > 0,
          run: go(-1),
        }),
        labAction({ id: 'heads-further', label: t.further, shortcut: { key: 'f' }, run: go(1) }),
      ],
      measures: [
        action,
        labAction({
          ...{ id: 'heads-together', label: t.measureTogether, shortcut: { key: 'w' } },
          isEnabled: progress === null && state.off.length > 0,
          run: () => begin({ view: view.id, sets: [state.off] }),
        }),
        labAction({
          ...{ id: 'heads-switch', label: t.switchChosen, shortcut: { key: 'x' } },
          run: () => edit({ off: switched(state.off, chosen) }),
        }),
      ],
      choices: singles(maps)
        .slice(0, 9)
        .map(([head]) =>
          labAction({
            ...{ id: `heads-${head! + 1}`, label: t.enlarge(t.name(head!, maps.heads)) },
            ...{ shortcut: { key: String(head! + 1) }, run: () => edit({ chosen: head! }, 'chosen') },
          }),
        ),
      desk: deskActions(desk, labWords),
    };
  }, [maps, view, state, edit, action, progress, begin, desk, t, labWords]);
}

interface BodyProps {
  desk: HeadsDesk;
  measured: Measured;
  measurement: HeadsMeasurement;
  answer: HeadMaps;
  system: string;
}

function Body({ desk, measured, measurement, answer, system }: BodyProps) {
  const t = useHeadsWords();
  const all = useStrings();
  const format = useFormats();
  const { state, edit } = desk;
  const actions = useHeadsActions(desk, measurement, answer);
  useLabKeys(useMemo(() => Object.values(actions).flat(), [actions]));
  const chosen = state.chosen ?? 0;
  const { view, views } = answer;
  const toView = (id: string) => edit(viewed(views.find((one) => one.id === id)!, view));
  return (
    <>
      <div className={frame.set}>
        {views.length > 1 && (
          <ChoiceRow
            name="heads-view"
            label={t.look}
            value={state.view ?? view.id}
            choices={views.map(({ id }) => [id, t.views[id as keyof typeof t.views]] as const)}
            onChange={toView}
          />
        )}
        <div className={styles.bar}>
          <span data-testid="heads-text">{t.textOf(answer.text + 1, answer.texts)}</span>
          <LabButtons actions={actions.texts} />
        </div>
        <p className={styles.hint}>
          <Sentences>
            {t.where(all.atStep(all.phaseName(system, answer.phase), answer.step), format.number(answer.loss, 3))}
            {t.models[view.id as keyof typeof t.models]}
          </Sentences>
        </p>
      </div>
      <div className={frame.set}>
        <HeadGrid
          maps={answer}
          state={state}
          single={measured.single}
          onChoose={(head) => edit({ chosen: head }, 'chosen')}
          onSwitch={(head) => edit({ off: switched(state.off, head) })}
          onLayer={(layer) => edit({ off: layerSwitched(state.off, layer, answer.heads) })}
          isLayerOff={(layer) => headsOf(layer, answer.heads).every((head) => state.off.includes(head))}
        />
        <LabButtons actions={[...actions.measures, ...actions.desk]} primary={measureId} />
        <MeasurementProgress {...measurement} />
        <Together off={state.off} measured={measured} maps={answer} system={system} />
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
  const [byPart, setByPart] = useState<Readonly<Record<string, Measured>>>({});
  const isKnown = answersForHeads(system);
  const { view, text, off } = desk.state;
  const { answered, problem } = useLabAnswer<HeadProbes, 'heads'>(
    isKnown ? system : offered,
    'heads',
    isKnown ? { ...(view !== null && { view }), text, off } : null,
  );
  const maps = answered?.answer ?? null;
  const heads = maps ? singles(maps) : [];
  const measured = (maps && byPart[maps.view.part]) ?? noneMeasured;
  const { single, together } = measured;
  const measurement = useMeasurement<HeadProbes, 'head-losses'>('head-losses', {
    query: { ...(maps && { view: maps.view.id }), sets: heads },
    label: t.measureAll(heads.length),
    isEnabled: maps !== null,
    onAnswer: (losses) =>
      setByPart((before) => {
        const { part } = losses.view;
        return { ...before, [part]: withMeasured(before[part] ?? noneMeasured, losses) };
      }),
  });
  const whole = useMemo(
    () => ({ ...desk, state: { ...desk.state, answers: { maps, single, together } } }),
    [desk, maps, single, together],
  );
  return (
    <LabFrame lab={headsLab} text={t.text} desk={whole}>
      <LabRun preset={isKnown ? presetOf[system]! : offered} trained={trained}>
        {maps && isKnown ? (
          <Body desk={whole} measured={measured} measurement={measurement} answer={maps} system={system} />
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
