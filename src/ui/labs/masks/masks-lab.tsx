/** The lab *Masks and leaks*: a mask to paint, what flows through its layers, and whether an answer gets to where it is predicted. */
import { useMemo, useRef } from 'react';
import {
  bitsOf,
  layerLimits,
  leaksOf,
  type MaskPreset,
  type MasksState,
  maskPresets,
  masksLab,
  maskTasks,
  presetRows,
  questionsOf,
  reached,
  withCell,
} from '../../../labs/masks.ts';
import { MaskGrid, type MaskGridProps } from '../../charts/mask/mask-grid.tsx';
import { ChoiceRow } from '../../widgets/choice.tsx';
import { deskActions, LabButtons } from '../lab-buttons.tsx';
import frame from '../lab-frame.module.css';
import { LabFrame } from '../lab-frame.tsx';
import { type Desk, useDesk } from '../use-desk.ts';
import { labAction, useLabKeys } from '../use-lab-keys.ts';
import { useLabWords } from '../words/use-lab-words.ts';
import { Leaks } from './leaks.tsx';
import { axisOf } from './mask-view.ts';
import styles from './masks-lab.module.css';
import { useMasksWords } from './words/use-masks-words.ts';

/** Pixels of a cell that a finger can hit. */
const cellSize = 40;

/** Strokes so far, those before the lab was left and opened again among them: what can be undone stays. */
let strokes = 0;

/** Paints into the desk: a stroke is one change. Pointer events may come faster than the page is drawn, so the newest rows are kept beside it. */
function usePaint({ state, edit }: Desk<MasksState>): NonNullable<MaskGridProps['onPaint']> {
  const rows = useRef(state.rows);
  rows.current = state.rows;
  return (cells, isSeen, isFirst) => {
    if (isFirst) strokes++;
    rows.current = cells.reduce((now, { row, column }) => withCell(now, row, column, isSeen), rows.current);
    edit({ rows: rows.current }, `stroke ${strokes}`);
  };
}

/** What a preset sets. An encoder predicts what is hidden; the others, what comes next. */
const begun = (preset: MaskPreset): Partial<MasksState> => ({
  preset,
  rows: presetRows(preset),
  task: preset === 'encoder' ? 'hidden' : 'next',
});

function Body({ desk }: { desk: Desk<MasksState> }) {
  const t = useMasksWords();
  const labWords = useLabWords();
  const { state, edit } = desk;
  const { preset, rows, layers, task } = state;
  const paint = usePaint(desk);
  const axis = useMemo(() => axisOf(state, t), [state, t]);
  const mask = useMemo(() => bitsOf(rows), [rows]);
  const reach = useMemo(() => bitsOf(reached(rows, layers)), [rows, layers]);
  const rings = useMemo(() => {
    const leaks = leaksOf(state);
    return questionsOf(state).map(({ position, answer }) => ({
      ...{ row: position, column: answer },
      isBad: leaks.some((leak) => leak.position === position),
    }));
  }, [state]);
  const actions = useMemo(
    () => ({
      layers: [
        labAction({
          ...{ id: 'masks-fewer', label: t.fewer, shortcut: { key: 'd' }, isEnabled: layers > layerLimits.min },
          run: () => edit({ layers: layers - 1 }),
        }),
        labAction({
          ...{ id: 'masks-more', label: t.more, shortcut: { key: 'f' }, isEnabled: layers < layerLimits.max },
          run: () => edit({ layers: layers + 1 }),
        }),
      ],
      presets: maskPresets.map((one, i) =>
        labAction({
          id: `masks-${one}`,
          label: t.presets[one],
          shortcut: { key: String(i + 1) },
          run: () => edit(begun(one)),
        }),
      ),
      desk: deskActions(desk, labWords),
    }),
    [layers, edit, t, desk, labWords],
  );
  useLabKeys(useMemo(() => [...actions.layers, ...actions.presets, ...actions.desk], [actions]));
  const isText = preset !== 'glm' && preset !== 'llara';
  return (
    <>
      <div className={frame.set}>
        <ChoiceRow
          name="masks-preset"
          label={t.begin}
          value={preset}
          choices={maskPresets.map((one) => [one, t.presets[one]] as const)}
          onChange={(one) => edit(begun(one))}
        />
        <p className={styles.about}>{t.about[preset]}</p>
        {isText && (
          <ChoiceRow
            name="masks-task"
            label={t.task}
            value={task}
            choices={maskTasks.map((one) => [one, t.tasks[one]] as const)}
            onChange={(one) => edit({ task: one })}
          />
        )}
        <div className={frame.choices}>
          <LabButtons actions={actions.layers} />
          <output className={styles.layers} data-testid="masks-layers">
            {t.layers(layers)}
          </output>
          <LabButtons actions={actions.desk} />
        </div>
      </div>
      <div className={styles.grids}>
        <section className={styles.grid} aria-labelledby="masks-mask" data-grid="mask">
          <h3 id="masks-mask" className={styles.name}>
            {t.maskHead}
          </h3>
          <MaskGrid {...axis} mask={mask} label={t.maskLabel} largest={cellSize} onPaint={paint} />
        </section>
        <section className={styles.grid} aria-labelledby="masks-reach" data-grid="reach">
          <h3 id="masks-reach" className={styles.name}>
            {t.reachHead(layers)}
          </h3>
          <MaskGrid {...axis} mask={reach} label={t.reachLabel(layers)} largest={cellSize} rings={rings} />
          <p className={styles.about}>{t.rings}</p>
        </section>
      </div>
      <Leaks state={state} tokens={axis.tokens} />
    </>
  );
}

export function MasksLab() {
  const { text } = useMasksWords();
  const desk = useDesk(masksLab);
  return (
    <LabFrame lab={masksLab} text={text} desk={desk}>
      <Body desk={desk} />
    </LabFrame>
  );
}
