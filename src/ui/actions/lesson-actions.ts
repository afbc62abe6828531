/** Actions on lessons. */

import { isPart } from '../../lessons/outline.ts';
import type { Action, ActionContext } from './action.ts';

export const lessonsAction: Action = {
  id: 'lessons',
  group: 'view',
  label: ({ t }) => t.lessons.title,
  shortcut: { key: 'e' },
  enabled: () => true,
  run: ({ ui }) => ui.setState({ dialog: 'lessons' }),
};

const hasPart = ({ view: { lesson } }: ActionContext, by: number) =>
  lesson !== null && isPart({ ...lesson, part: lesson.part + by });

export const nextPartAction: Action = {
  id: 'next-part',
  within: 'lesson',
  group: 'view',
  label: ({ t }) => t.lessons.next,
  shortcut: { key: 'm' },
  enabled: (context) => hasPart(context, 1),
  run: ({ guide }) => guide.move(1),
};

export const previousPartAction: Action = {
  id: 'previous-part',
  within: 'lesson',
  group: 'view',
  label: ({ t }) => t.lessons.back,
  shortcut: { key: 'b' },
  enabled: (context) => hasPart(context, -1),
  run: ({ guide }) => guide.move(-1),
};

export const closeLessonAction: Action = {
  id: 'close-lesson',
  group: 'view',
  label: ({ t }) => t.lessons.close,
  enabled: ({ view }) => view.lesson !== null,
  run: ({ guide }) => guide.close(),
};

/** Makes room for the recording that a part shows. */
export const putAsideAction: Action = {
  id: 'put-aside',
  group: 'run',
  label: ({ t }) => t.lessons.putAside,
  enabled: ({ state, view }) => view.lesson !== null && state.info !== null && state.status !== 'opening',
  run: ({ guide }) => guide.putRunAside(),
};
