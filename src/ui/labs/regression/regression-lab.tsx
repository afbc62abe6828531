/** The lab *Regression in the context*: points to set, what the model that is training makes of them, and where it fails. */

import { useMemo } from 'react';
import { taskOfRun } from '../../../labs/in-context.ts';
import {
  drawPlaces,
  errorsQueryOf,
  type FunctionKind,
  functionKinds,
  type LabProbes,
  mostPlaces,
  moved,
  nearOf,
  type Place,
  queryOf,
  type RegressionState,
  reach,
  regressionLab,
  trainedFunctions,
  viewOf,
} from '../../../labs/regression.ts';
import type { RunConfig } from '../../../run/records.ts';
import type { SettingsByPath } from '../../../state/trained-models.ts';
import { Prng } from '../../../util/prng.ts';
import { useSession } from '../../context.ts';
import { useFormats, useStrings } from '../../i18n/language-context.tsx';
import { ChoiceRow } from '../../widgets/choice.tsx';
import { Sentences } from '../../widgets/sentences.tsx';
import { Hashes } from '../in-context/answers.tsx';
import { TaskSwitch } from '../in-context/task-switch.tsx';
import { deskActions, LabButtons } from '../lab-buttons.tsx';
import frame from '../lab-frame.module.css';
import { LabFrame } from '../lab-frame.tsx';
import { LabRun, useTrainAction } from '../lab-run.tsx';
import { LabSlider } from '../lab-slider.tsx';
import { type Desk, useDesk } from '../use-desk.ts';
import { useLabAnswer } from '../use-lab-answer.ts';
import { labAction, useLabKeys } from '../use-lab-keys.ts';
import { useLabWords } from '../words/use-lab-words.ts';
import { ErrorsChart } from './errors-chart.tsx';
import { Plane } from './plane.tsx';
import styles from './regression-lab.module.css';
import { useRegressionWords } from './words/use-regression-words.ts';

const system = 'in-context';
const preset = 'in-context-regression';
const isOfRegression = (config: RunConfig | undefined) => taskOfRun(config) === 'regression';

/** Four functions are few enough to be recognised; of sixteen a model learns to fit others, too. */
const settingsFor: Readonly<Record<FunctionKind, SettingsByPath>> = {
  new: {},
  known: { 'context.functions': 'known', 'tasks.known': 4 },
};

const inPlane = { min: -reach, max: reach, step: 0.05 };
const scales = { min: 0.5, max: 4, step: 0.5 };

function Points({ desk, step }: { desk: Desk<RegressionState>; step: number | null }) {
  const t = useRegressionWords();
  const labWords = useLabWords();
  const format = useFormats();
  const { state, edit } = desk;
  const actions = useMemo(
    () => [
      labAction({
        ...{ id: 'regression-points', label: t.shuffle, shortcut: { key: 'x' } },
        run: () => edit({ places: drawPlaces(new Prng(Math.floor(Math.random() * 2 ** 31))) }),
      }),
      ...deskActions(desk, labWords),
    ],
    [t, labWords, desk, edit],
  );
  useLabKeys(actions);
  const view = useMemo(() => viewOf(state), [state]);
  const { places, chosen, k, asked } = state;
  const [x, y] = places[chosen]!;
  const move = (i: number, to: Place) => edit({ places: moved(places, i, to) }, `place ${i}`);
  return (
    <>
      <div className={frame.set}>
        <LabSlider
          label={t.pairs(k)}
          {...{ min: 0, max: mostPlaces, value: k }}
          onChange={(count) => edit({ k: count }, 'k')}
        />
        <Plane {...{ state, view }} onChoose={(i) => edit({ chosen: i }, 'chosen')} onMove={move} />
        <p className={styles.told}>{t.legend}</p>
        <LabSlider
          label={t.asked(format.number(asked, 2))}
          {...inPlane}
          value={asked}
          onChange={(value) => edit({ asked: value }, 'asked')}
        />
        <output className={styles.told} data-testid="regression-answer" data-measured={view.model !== null}>
          {view.model === null || step === null ? (
            t.waiting
          ) : (
            <Sentences>
              {t.answer(
                format.number(view.model, 2),
                format.number(view.exact, 2),
                format.number(view.model - view.exact, 2),
              )}
              {t.answeredAt(format.count(step))}
            </Sentences>
          )}
        </output>
      </div>
      <div className={frame.set}>
        <LabSlider
          label={t.place(chosen + 1, places.length)}
          {...{ min: 1, max: places.length, value: chosen + 1 }}
          onChange={(number) => edit({ chosen: number - 1 }, 'chosen')}
        />
        <LabSlider
          label={t.placeX(format.number(x, 2))}
          {...inPlane}
          value={x}
          onChange={(value) => move(chosen, [value, y])}
        />
        <LabSlider
          label={t.placeY(format.number(y, 2))}
          {...inPlane}
          value={y}
          onChange={(value) => move(chosen, [x, value])}
        />
        <LabButtons actions={actions} />
      </div>
    </>
  );
}

function Scales({ desk: { state, edit } }: { desk: Desk<RegressionState> }) {
  const t = useRegressionWords();
  const { xScale, wScale } = state;
  return (
    <fieldset className={frame.set}>
      <legend className={styles.told}>{t.scales}</legend>
      <LabSlider
        label={t.xScale(String(xScale))}
        {...scales}
        value={xScale}
        onChange={(value) => edit({ xScale: value }, 'xScale')}
      />
      <LabSlider
        label={t.wScale(String(wScale))}
        {...scales}
        value={wScale}
        onChange={(value) => edit({ wScale: value }, 'wScale')}
      />
    </fieldset>
  );
}

export function RegressionLab() {
  const t = useRegressionWords();
  const all = useStrings();
  const own = useDesk(regressionLab);
  const config = useSession(({ info }) => info?.config);
  const near = useSession(({ evaluations }) => nearOf(evaluations.at(-1)?.metrics));
  const hasRun = isOfRegression(config);
  const points = useLabAnswer<LabProbes, 'points'>(system, 'points', hasRun ? queryOf(own.state) : null);
  const errors = useLabAnswer<LabProbes, 'errors'>(system, 'errors', hasRun ? errorsQueryOf(own.state) : null);
  // what the run says is part of the state that exercises see, and is not undone
  const desk = useMemo(() => {
    const found = { measured: points.answered, errors: errors.answered, near: hasRun ? near : null };
    return { ...own, state: { ...own.state, ...found } };
  }, [own, points.answered, errors.answered, hasRun, near]);
  const { functions } = own.state;
  const settings = settingsFor[functions];
  const train = useTrainAction(preset, settings);
  const problem = points.problem ?? errors.problem;
  const trainedOn = trainedFunctions(config);
  return (
    <LabFrame lab={regressionLab} text={t.text} desk={desk}>
      <TaskSwitch shown="regression" />
      <div className={frame.set}>
        <ChoiceRow
          name="regression-functions"
          label={t.functions}
          value={functions}
          choices={functionKinds.map((kind) => [kind, t.functionKinds[kind]] as const)}
          onChange={(kind) => own.edit({ functions: kind })}
        />
        {trainedOn && <LabButtons actions={[train]} />}
      </div>
      <LabRun preset={preset} settings={settings} isRun={isOfRegression}>
        <p className={frame.problem} role="alert">
          {problem && all.errorText(problem)}
        </p>
        {trainedOn && <p className={styles.told}>{t.trainedOn[trainedOn]}</p>}
        <Points desk={desk} step={points.answered?.at?.step ?? null} />
        <Hashes measured={desk.state.measured} />
        <Scales desk={desk} />
        <ErrorsChart state={desk.state} />
      </LabRun>
    </LabFrame>
  );
}
