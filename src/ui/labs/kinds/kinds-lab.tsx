/** The lab *Kinds*: minimal pairs of seven kinds, measured in the run on screen, beside what was measured of other models. */
import { useMemo, useState } from 'react';
import { type ChoiceProbes, type Choices, type KindsRow, kindsLab, pairKinds, rowsOf } from '../../../labs/kinds.ts';
import { getSetting } from '../../../run/settings.ts';
import { useSession } from '../../context.ts';
import { useStrings } from '../../i18n/language-context.tsx';
import { presetTitle } from '../../runs/run-name.ts';
import { ActionButton } from '../../widgets/action-button.tsx';
import { ChoiceRow } from '../../widgets/choice.tsx';
import { deskActions, LabButtons } from '../lab-buttons.tsx';
import frame from '../lab-frame.module.css';
import { LabFrame } from '../lab-frame.tsx';
import { LabRun, useTrainAction } from '../lab-run.tsx';
import { MeasurementProgress } from '../measurement-progress.tsx';
import { useDesk } from '../use-desk.ts';
import { labAction, useLabKeys } from '../use-lab-keys.ts';
import { measureId, useMeasurement } from '../use-measurement.ts';
import { useLabWords } from '../words/use-lab-words.ts';
import { Compared } from './compared.tsx';
import { KindTable } from './kind-table.tsx';
import { PairTable } from './pair-table.tsx';
import { useKindsWords } from './words/use-kinds-words.ts';

/** Systems whose runs answer. */
const systems = ['pretraining', 'llara', 'glm', 'realm'] as const;
/** What is trained: the system, and its preset, of which the prediction speaks. */
const offered = 'pretraining';
/** The preset of which a trained model comes with the page. */
const trained = 'bios';
/** The newest measurements that stay: more would not fit into what a browser tab keeps of a lab. */
const keptRows = 40;

export function KindsLab() {
  const t = useKindsWords();
  const all = useStrings();
  const labWords = useLabWords();
  const desk = useDesk(kindsLab);
  const { state, edit } = desk;
  const info = useSession((session) => session.info);
  const system = systems.find((one) => one === info?.config.system) ?? null;
  const lacksNull = info && getSetting(info.config, 'realm.nullDocument') === false;
  const told = system === 'realm' && lacksNull ? 'realmWithoutNull' : system;
  const train = useTrainAction(offered);
  /** Of the last measurement: its sentences with both scores, while its run is on screen. */
  const [last, setLast] = useState<{ rows: readonly KindsRow[]; answer: Choices } | null>(null);
  const measurement = useMeasurement<ChoiceProbes, 'word-choice'>('word-choice', {
    query: {},
    isEnabled: system !== null,
    onAnswer(answer) {
      if (!info) return;
      const { runId, config } = info;
      const rows = rowsOf(answer, { runId, system: config.system, preset: config.preset });
      setLast({ rows, answer });
      const kept = [...state.rows, ...rows].slice(-keptRows);
      edit({ rows: kept, row: kept.length - rows.length });
    },
  });
  const { rows } = state;
  const row = Math.min(state.row, rows.length - 1);
  const actions = useMemo(() => {
    const go = (by: number) => () => edit({ row: (row + by + rows.length) % rows.length }, 'row');
    const hasSeveral = rows.length > 1;
    return {
      main: [measurement.action, ...deskActions(desk, labWords)],
      rows: [
        labAction({ id: 'kinds-back', label: t.back, shortcut: { key: 'd' }, isEnabled: hasSeveral, run: go(-1) }),
        labAction({ id: 'kinds-further', label: t.further, shortcut: { key: 'f' }, isEnabled: hasSeveral, run: go(1) }),
      ],
      kinds: pairKinds.map((kind, i) =>
        labAction({
          ...{ id: `kinds-${kind}`, label: t.showKind(t.kinds[kind]), shortcut: { key: String(i + 1) } },
          run: () => edit({ kind }, 'kind'),
        }),
      ),
    };
  }, [desk, edit, row, rows.length, measurement.action, t, labWords]);
  useLabKeys(useMemo(() => Object.values(actions).flat(), [actions]));
  const shown = rows[row];
  const choices = shown?.runId === info?.runId ? last?.answer.models[last.rows.indexOf(shown!)] : undefined;
  return (
    <LabFrame lab={kindsLab} text={t.text} desk={desk}>
      <p className={frame.told}>{t.told}</p>
      <LabRun preset={offered} systems={systems} trained={trained}>
        <div className={frame.set}>
          <p className={frame.told}>{told && t.models[told]}</p>
          {system !== offered && (
            <>
              <p className={frame.told}>{t.other(presetTitle(offered, all))}</p>
              <div className={frame.buttons}>
                <ActionButton action={train} showKeys />
              </div>
            </>
          )}
        </div>
      </LabRun>
      <div className={frame.set}>
        <LabButtons actions={actions.main} primary={measureId} />
        <MeasurementProgress {...measurement} />
        {shown ? <KindTable row={shown} /> : <p className={frame.told}>{t.none}</p>}
      </div>
      {rows.length > 0 && (
        <div className={frame.set}>
          <Compared rows={rows} chosen={row} onChoose={(chosen) => edit({ row: chosen }, 'row')} />
          <LabButtons actions={actions.rows} />
        </div>
      )}
      <div className={frame.set}>
        <ChoiceRow
          name="kinds-kind"
          label={t.sentences}
          value={state.kind}
          choices={pairKinds.map((kind) => [kind, t.kinds[kind]] as const)}
          onChange={(kind) => edit({ kind }, 'kind')}
        />
        <PairTable kind={state.kind} scores={choices?.scores ?? null} />
      </div>
    </LabFrame>
  );
}
