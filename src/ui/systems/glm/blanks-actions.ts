/** Actions of the page *Blanks*. */
import { blankModes } from '../../../systems/glm/probes.ts';
import type { Action, ActionContext } from '../../actions/action.ts';
import { blockFurther } from '../block-move.ts';
import { type BlanksState, blanksStore } from './blanks/blanks-state.ts';

const isShown = ({ view, state }: ActionContext) => view.page === 'blanks' && state.info?.config.system === 'glm';

const stateOf = (context: ActionContext): BlanksState => blanksStore(context).getState();

const go = (context: ActionContext, to: Partial<BlanksState>) =>
  blanksStore(context).setState({ ...to, moves: stateOf(context).moves + 1 });

const moveBy = (by: number) => (context: ActionContext) =>
  go(context, { block: blockFurther(stateOf(context).block, by, context.state) });

export const nextBlockAction: Action = {
  id: 'next-block',
  pages: ['blanks'],
  group: 'example',
  label: ({ t }) => t.systems.glm.blanks.next,
  shortcut: { key: 'j' },
  enabled: isShown,
  run: moveBy(1),
};

export const previousBlockAction: Action = {
  id: 'previous-block',
  pages: ['blanks'],
  group: 'example',
  label: ({ t }) => t.systems.glm.blanks.previous,
  shortcut: { key: 'k' },
  enabled: isShown,
  run: moveBy(-1),
};

export const redrawAction: Action = {
  id: 'redraw-blanks',
  pages: ['blanks'],
  group: 'example',
  label: ({ t }) => t.systems.glm.blanks.redraw,
  shortcut: { key: 'x' },
  enabled: isShown,
  run: (context) => go(context, { draw: stateOf(context).draw + 1 }),
};

/** 1, 2, 3: what a blank stands for. */
export const modeActions: readonly Action[] = blankModes.map((mode, i) => ({
  id: `blanks-${mode}`,
  pages: ['blanks'],
  group: 'example',
  label: ({ t }) => t.systems.glm.blanks.show(t.systems.glm.blanks.modes[mode]),
  shortcut: { key: String(i + 1) },
  enabled: isShown,
  run: (context) => go(context, { mode }),
}));

const stepBy = (by: number) => (context: ActionContext) => {
  const { shownSteps, desk } = stateOf(context);
  const steps = desk?.steps ?? 0;
  const to = Math.max(0, (shownSteps ?? steps) + by);
  blanksStore(context).setState({ shownSteps: to >= steps ? null : to });
};

const hasSteps = (context: ActionContext) => isShown(context) && (stateOf(context).desk?.steps ?? 0) > 0;

export const stepBackAction: Action = {
  id: 'fill-back',
  pages: ['blanks'],
  group: 'example',
  label: ({ t }) => t.systems.glm.blanks.back,
  shortcut: { key: 'd' },
  enabled: (context) => hasSteps(context) && stateOf(context).shownSteps !== 0,
  run: stepBy(-1),
};

export const stepFurtherAction: Action = {
  id: 'fill-further',
  pages: ['blanks'],
  group: 'example',
  label: ({ t }) => t.systems.glm.blanks.further,
  shortcut: { key: 'f' },
  enabled: (context) => hasSteps(context) && stateOf(context).shownSteps !== null,
  run: stepBy(1),
};

export const stepFromStartAction: Action = {
  id: 'fill-from-start',
  pages: ['blanks'],
  group: 'example',
  label: ({ t }) => t.systems.glm.blanks.fromStart,
  shortcut: { key: 'q' },
  enabled: (context) => hasSteps(context) && stateOf(context).shownSteps !== 0,
  run: (context) => blanksStore(context).setState({ shownSteps: 0 }),
};
