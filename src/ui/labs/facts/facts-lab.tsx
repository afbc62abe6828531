/** The lab *Facts*: measurements of the run on screen, and single facts of the last one. */
import { useMemo, useState } from 'react';
import {
  type FactReading,
  type FactsProbes,
  factGroups,
  factMeasures,
  factsLab,
  rowOf,
  wrapped,
} from '../../../labs/facts.ts';
import { useSession } from '../../context.ts';
import { ChoiceRow } from '../../widgets/choice.tsx';
import { deskActions, LabButtons } from '../lab-buttons.tsx';
import frame from '../lab-frame.module.css';
import { LabFrame } from '../lab-frame.tsx';
import { LabRun, useHasRun } from '../lab-run.tsx';
import { MeasurementProgress } from '../measurement-progress.tsx';
import { useDesk } from '../use-desk.ts';
import { labAction, useLabKeys } from '../use-lab-keys.ts';
import { measureId, useMeasurement } from '../use-measurement.ts';
import { useLabWords } from '../words/use-lab-words.ts';
import { FactsTable } from './facts-table.tsx';
import { OneFact } from './one-fact.tsx';
import { useFactsWords } from './words/use-facts-words.ts';

const preset = 'first';

function Lab({ runId }: { runId: string }) {
  const t = useFactsWords();
  const labWords = useLabWords();
  const desk = useDesk({ ...factsLab, id: `${factsLab.id} ${runId}` });
  const { state, edit } = desk;
  const [readings, setReadings] = useState<readonly FactReading[]>([]);
  const measurement = useMeasurement<FactsProbes, 'facts'>('facts', {
    query: {},
    isEnabled: useHasRun(preset),
    onAnswer(answer) {
      setReadings(answer.readings);
      edit({ rows: [...state.rows, rowOf(answer)] });
    },
  });
  const shown = useMemo(() => readings.filter(({ group }) => group === state.group), [readings, state.group]);
  const at = shown.length > 0 ? wrapped(state.fact, shown.length) : 0;
  const actions = useMemo(() => {
    const go = (by: number) => () => edit({ fact: state.fact + by }, 'fact');
    return {
      main: [measurement.action, ...deskActions(desk, labWords)],
      steps: [
        labAction({
          ...{ id: 'facts-back', label: t.previous, shortcut: { key: 'd' } },
          isEnabled: shown.length > 0,
          run: go(-1),
        }),
        labAction({
          ...{ id: 'facts-further', label: t.next, shortcut: { key: 'f' } },
          isEnabled: shown.length > 0,
          run: go(1),
        }),
      ],
    };
  }, [desk, edit, state.fact, measurement.action, shown.length, t, labWords]);
  useLabKeys(useMemo(() => [...actions.main, ...actions.steps], [actions]));
  return (
    <LabFrame lab={factsLab} text={t.text} desk={desk}>
      <p className={frame.told}>{t.told}</p>
      <LabRun preset={preset}>
        <div className={frame.set}>
          <LabButtons actions={actions.main} primary={measureId} />
          <MeasurementProgress {...measurement} />
          <div className={frame.choices}>
            <ChoiceRow
              name="facts-group"
              label={t.group}
              value={state.group}
              choices={factGroups.map((group) => [group, t.groups[group]] as const)}
              onChange={(group) => edit({ group })}
            />
            <ChoiceRow
              name="facts-measure"
              label={t.show}
              value={state.measure}
              choices={factMeasures.map((one) => [one, t.measures[one].short ?? one] as const)}
              onChange={(one) => edit({ measure: one })}
            />
          </div>
          <p className={frame.told}>
            {t.measures[state.measure].name}: {t.measures[state.measure].text as string}
          </p>
          <FactsTable state={state} />
        </div>
        {state.rows.length > 0 && (
          <div className={frame.set}>
            {shown.length > 0 ? (
              <>
                <OneFact reading={shown[at]!} number={at + 1} count={shown.length} />
                <LabButtons actions={actions.steps} />
              </>
            ) : (
              <p className={frame.told}>{t.again}</p>
            )}
          </div>
        )}
      </LabRun>
    </LabFrame>
  );
}

/** Facts of another run are other facts: everything begins anew. */
export function FactsLab() {
  const runId = useSession(({ info }) => info?.runId ?? '');
  return <Lab key={runId} runId={runId} />;
}
