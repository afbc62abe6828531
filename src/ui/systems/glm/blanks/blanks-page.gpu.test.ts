/** The page Blanks over the scripted trainer: a text and its blanks, Part A and Part B, and blanks that are filled step by step; by keyboard. */
import { flushSync } from 'react-dom';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inTime } from '../../../../util/testing/in-time.ts';
import { testTables } from '../../../i18n/testing.ts';
import { type MountedPage, mountPage } from '../../../testing/mounted-page.ts';
import { blanksStore, glmPlaces } from './blanks-state.ts';

let page: MountedPage;

beforeEach(async () => {
  page = mountPage(testTables);
  const { session, ui } = page.workbench;
  session.choosePreset('glm-smoke');
  await session.openDraft();
  flushSync(() => ui.setState({ page: 'blanks' }));
  await inTime(() => expect(find('[data-testid=mask-grid]')).not.toBeNull());
});

afterEach(() => page.unmount());

const find = (selector: string) => document.querySelector<HTMLElement>(selector);
const texts = (selector: string) => [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);
const press = (key: string, target: EventTarget = document) =>
  flushSync(() => target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })));
const row = (name: string) =>
  texts(`[data-testid=two-parts] [data-row="${name}"]`).map((text) => text!.split(' ').at(-1));
const source = () => find('[data-testid=blanks-source]')!.textContent;

it('marks the spans with their place in the shuffled order, and gives Part B both positions and its targets', () => {
  expect(source()).toBe('mira dahl was born in 2naples and works for 1cortexa.');
  expect(row('First position').slice(-5)).toEqual(['9', '9', '6', '6', '6']);
  expect(row('Second position').slice(-5)).toEqual(['1', '2', '1', '2', '3']);
  expect(row('Target')).toEqual(['cortexa', '[eop]', 'naples', 'and', '[eop]']);
  expect(row('Loss of the token')).toHaveLength(5);
  // 11 tokens of A are seen by all 16, and 5 of B by themselves and those behind them
  expect(find('[data-testid=mask-grid]')!.dataset.open).toBe(String(16 * 11 + 15));
});

it('draws other blanks, sentences and one long span by keys', async () => {
  press('x');
  await inTime(() => expect(source()).toBe('mira dahl was born in 1naples and works for 2cortexa.'));
  press('3');
  await inTime(() => expect(source()).toContain('1was born in naples and works for cortexa.'));
  expect(texts('[data-testid=two-parts] [data-strong]')).toEqual([expect.stringContaining('[gMASK] 1')]);
  expect(find('[data-field=blanks-mode] input:checked')!.getAttribute('value')).toBe('document');
});

it('says “not yet” until the losses fall', async () => {
  expect(find('[data-testid=blanks-not-yet]')).not.toBeNull();
  const { session } = page.workbench;
  await session.step(session.state.info!.phases.reduce((sum, { steps }) => sum + steps, 0));
  // the sample is asked anew at every evaluation: the last answer is the one of the last step
  await inTime(() => expect(find('[data-testid=blanks-loss]')!.textContent).toBe('mean loss 0.03 over 5 targets'));
  expect(find('[data-testid=blanks-not-yet]')).toBeNull();
});

it('fills the blanks of a typed text, and goes through the steps by keys', async () => {
  const field = find('[data-field=blanks-text] textarea') as HTMLTextAreaElement;
  expect(field.value).toBe('mira dahl was born in ___ works for ___.');
  const type = (text: string) =>
    flushSync(() => {
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')!.set!.call(field, text);
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
  type('no blank');
  expect((field.form!.querySelector('[type=submit]') as HTMLButtonElement).disabled).toBe(true);
  type(`${'a'.repeat(798)} ___`);
  expect((field.form!.querySelector('[type=submit]') as HTMLButtonElement).disabled).toBe(true);
  expect(field.form!.textContent).toContain('The text has 802 characters: shorten it to 800.');
  type('She lives in ___ and works for ___!');
  flushSync(() => field.form!.requestSubmit());
  const filled = () => find('[data-testid=filled]')?.textContent;
  await inTime(() => expect(filled()).toBe('She lives in 1naples and works for 2cortexa group!'));
  expect(document.querySelectorAll('[data-testid=fill-steps] tbody tr')).toHaveLength(5);
  press('q');
  expect(filled()).toBe('She lives in 1___blank and works for 2___blank!');
  press('f');
  expect(filled()).toBe('She lives in 1naples and works for 2___blank!');
  expect(texts('[data-testid=fill-steps] tbody tr')).toEqual([expect.stringContaining('“oslo” .100')]);
  press('d');
  expect(find('[data-testid=fill-shown]')!.dataset.shown).toBe('0');
});

it('writes an opening from a chosen title where the run does so', async () => {
  expect(find('[data-field=blanks-form]')).toBeNull();
  const { session, ui, stores } = page.workbench;
  session.choosePreset('glm-titles');
  await session.openDraft();
  flushSync(() => ui.setState({ page: 'blanks' }));
  await inTime(() => expect(find('[data-field=blanks-form]')).not.toBeNull());
  flushSync(() => find('[data-field=blanks-form] input[value=opening]')!.click());
  const list = () => find('[data-field=blanks-title] button')!;
  const desk = () => blanksStore(page.workbench).getState().desk!;
  await inTime(() => expect(desk().titles.store.getState().answered).not.toBeNull());
  list().focus();
  press('ArrowDown', list());
  await inTime(() => expect(texts('[role=option]')).toEqual(['mira dahlheld out of training', 'leon costatrained on']));
  flushSync(() => find('[role=option]')!.click());
  await inTime(() => expect(find('[data-testid=filled]')?.textContent).toBe('mira dahl 1naples'));
  expect(list().textContent).toContain('mira dahl');
  expect(find('[data-testid=fill-cut]')).toBeNull();
  expect(glmPlaces(stores.glm!).now('blanks')).toMatchObject({ text: 'mira dahl ___', form: 'opening' });
  expect(desk().fill.store.getState().answered!.query).toMatchObject({ mode: 'document', maxTokens: 16 });
});
