import { expect, it } from 'vitest';
import { deskActions } from '../labs/lab-buttons.tsx';
import type { Action, ActionContext } from './action.ts';
import { matches, ownsKey } from './keyboard.ts';

const undo = (id: string, isEnabled: boolean, more: Partial<Action> = {}): Action => ({
  ...{ id, group: 'run', label: () => id, shortcut: { key: 'z', mod: true }, run: () => {} },
  enabled: () => isEnabled,
  ...more,
});
const context = { view: { page: 'basics' } } as ActionContext;

/** Which of the two undos on a page of labs shows the key. */
function owners(canLab: boolean, canRun: boolean, more: Partial<Action> = {}): string[] {
  const lab = undo('lab-undo', canLab, { pages: ['basics'], passesKey: () => !canLab, ...more });
  const run = undo('undo', canRun);
  const listened = { page: [run, undo('other', true, { shortcut: { key: 'z' } })], parts: [[], [lab]] };
  return [lab, run].filter((one) => ownsKey(one, listened, context)).map(({ id }) => id);
}

it('an undo of a lab has the key while it has something to undo; then it is that of the run', () => {
  expect(owners(true, true)).toEqual(['lab-undo']);
  expect(owners(true, false)).toEqual(['lab-undo']);
  expect(owners(false, true)).toEqual(['undo']);
});

it.each([
  ['a run that was put aside after the last change of the lab', 7, true, 'undo'],
  ['a change of the lab after a run was put aside', 3, true, 'lab-undo'],
  ['a run that was put aside, where nothing was changed in the lab', 3, false, 'undo'],
])('Ctrl Z takes back what was done last: %s', (_, asideAt, canUndo, owner) => {
  const desk = { canUndo, changedAt: 5, undo: () => {}, reset: () => {} };
  const [lab] = deskActions(desk, { undo: 'Undo', reset: 'Reset' });
  const run = undo('undo', true);
  const aside = { ...context, state: { undoable: { asideAt } } } as ActionContext;
  const listened = { page: [run], parts: [[lab!]] };
  expect([lab!, run].filter((one) => ownsKey(one, listened, aside)).map(({ id }) => id)).toEqual([owner]);
  // by its button each of them is undone at any time
  expect(lab!.enabled(aside)).toBe(canUndo);
});

it('never stands on both: while neither can be performed, the lab has it', () => {
  expect(owners(false, false)).toEqual(['lab-undo']);
});

it('an action that does not pass its key on keeps it, and one of another page has none', () => {
  expect(owners(false, true, { passesKey: undefined })).toEqual(['lab-undo']);
  expect(owners(true, true, { pages: ['lab'] })).toEqual(['undo']);
});

it('an action that nobody listens to shows its own key', () => {
  expect(ownsKey(undo('undo', true), { page: [], parts: [] }, context)).toBe(true);
});

it('Ctrl Shift Z, which is redo elsewhere, does not undo; a key alone may need Shift', () => {
  const press = (key: string, held: object) =>
    ({ altKey: false, ctrlKey: false, metaKey: false, key, ...held }) as KeyboardEvent;
  expect(matches({ key: 'z', mod: true }, press('z', { ctrlKey: true }))).toBe(true);
  expect(matches({ key: 'z', mod: true }, press('Z', { ctrlKey: true, shiftKey: true }))).toBe(false);
  expect(matches({ key: '?' }, press('?', { shiftKey: true }))).toBe(true);
});
