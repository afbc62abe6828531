/** The page Prompt over the scripted trainer: a block and its mask, guesses that follow the run, and a search; by mouse and by keyboard. */
import { flushSync } from 'react-dom';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { resolvePreset } from '../../../../systems/presets.ts';
import { inTime } from '../../../../util/testing/in-time.ts';
import { TrainClient } from '../../../../worker/client.ts';
import { StandInWorker } from '../../../../worker/testing/stand-in.ts';
import { testTables } from '../../../i18n/testing.ts';
import { type MountedPage, mountPage } from '../../../testing/mounted-page.ts';
import { llaraPlaces, promptStore } from './prompt-state.ts';

let page: MountedPage;

beforeEach(async () => {
  page = mountPage(testTables);
  const { session, ui } = page.workbench;
  session.choosePreset('llara-smoke');
  await session.openDraft();
  flushSync(() => ui.setState({ page: 'prompt' }));
  await answered();
});

afterEach(() => page.unmount());

const find = (selector: string) => document.querySelector<HTMLElement>(selector);
const answered = () => inTime(() => expect(find('[data-testid=mask-grid]')).not.toBeNull());
const said = () => find('[data-testid=mask-said]')!.textContent!;
const right = (name: string) => Number(find(`[data-testid=${name}-right]`)!.dataset.right);
const press = (key: string, target: EventTarget = document) =>
  flushSync(() => target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })));

it('shows the two halves with the same positions, and who sees whom in a sentence', () => {
  const strips = [...document.querySelectorAll('[data-testid=joint] section')];
  const positions = strips.map((strip) =>
    [...strip.querySelectorAll('[data-row=Position]')].map(({ textContent }) => Number(textContent!.match(/\d+$/)![0])),
  );
  expect(positions[1]).toEqual([16, 17, 18, 19, 20]);
  expect(positions[2]).toEqual(positions[1]);
  // causal over 21 tokens; NEXT sees the 16 of the text and itself: 231 + 5 · 16 + 15
  expect(find('[data-testid=mask-grid]')!.dataset.open).toBe('326');

  const grid = find('[data-testid=mask-grid] svg')!;
  grid.focus();
  press('Home', grid);
  press('End', grid);
  press('PageDown', grid);
  expect(find('[data-testid=mask-lit]')!.dataset).toMatchObject({ row: '25', column: '25' });
  for (let i = 0; i < 5; i++) press('ArrowLeft', grid);
  expect(said()).toContain('“[NEXT]” in row 26 (NEXT) does not see “[SELF]” in column 21 (SELF).');
  expect(said()).toContain('The halves are blind to each other.');
  expect(said()).toContain('Row 26 sees all 16 of Text, nothing of SELF, all 5 of NEXT.');
});

it('lights a row by the pointer, in the mask and from a token', async () => {
  const token = find('[data-token="3"]')!;
  token.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
  await inTime(() => expect(find('[data-testid=mask-lit]')?.dataset.row).toBe('3'));
  expect(said()).toContain('Row 4 sees 4 of 16 of Text');
  token.dispatchEvent(new PointerEvent('pointerout', { bubbles: true }));
  await inTime(() => expect(find('[data-testid=mask-lit]')).toBeNull());

  const grid = find('[data-testid=mask-grid] svg')!;
  const cell = grid.querySelectorAll('text')[1]!.getBoundingClientRect();
  const first = grid.querySelector('rect')!.getBoundingClientRect();
  const [clientX, clientY] = [first.left + 2, cell.top + cell.height / 2];
  grid.dispatchEvent(new PointerEvent('pointermove', { clientX, clientY, bubbles: true }));
  await inTime(() => expect(find('[data-testid=mask-lit]')?.dataset).toMatchObject({ row: '1', column: '0' }));
  expect(find('[data-token="1"]')!.dataset.lit).toBe('true');
});

it('marks more right tokens after training, and goes from block to block', async () => {
  expect([right('ebae'), right('ebar')]).toEqual([0, 0]);
  const { session } = page.workbench;
  await session.step(session.state.info!.phases.reduce((sum, { steps }) => sum + steps, 0));
  await inTime(() => expect([right('ebae'), right('ebar')]).toEqual([6, 4]));
  expect(document.querySelectorAll('[data-testid=ebae] tr[data-target]')).toHaveLength(6);
  press('k');
  await inTime(() => expect(find('[data-testid=prompt-block]')!.textContent).toBe('Block 3 of 3'));
  press('j');
  await inTime(() => expect(find('[data-testid=prompt-block]')!.textContent).toBe('Block 1 of 3'));
});

it('searches a question by the embeddings and by BM25, and marks what is right', async () => {
  const input = find('#prompt-question') as HTMLInputElement;
  flushSync(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(input, ' Where was   Mira born? ');
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  flushSync(() => input.form!.requestSubmit());
  await inTime(() => expect(find('[data-testid=hits-llara]')).not.toBeNull());
  const ranks = ['llara', 'lexical'].map((id) => find(`[data-testid=hits-${id}] [data-rank]`)!.dataset.rank);
  expect(ranks).toEqual(['1', '2']);
  expect(find('[data-testid=hits-llara] [data-answers]')!.textContent).toContain('✓ answers');
});

/** A checkpoint of a scripted run on the same corpus. */
async function checkpointOf(preset: string) {
  const client = new TrainClient(() => new StandInWorker());
  await client.open({ runId: preset, config: resolvePreset(preset) });
  const files = await client.checkpoint();
  client.close();
  return files;
}

it('has the retriever of a saved REALM run beside it, which stays in the address and in this browser', async () => {
  const store = promptStore(page.workbench);
  const realm = () => find('[data-testid=hits-realm]')!;
  flushSync(() => store.setState({ question: 'Where was Mira Dahl born?' }));
  await inTime(() => expect(realm().textContent).toContain('train REALM on this corpus, save its checkpoint'));
  const { beside } = store.getState().desk!;
  await beside.add(() => checkpointOf('smoke'));
  await inTime(() => expect(realm().querySelectorAll('li')).toHaveLength(3));
  expect(realm().querySelector<HTMLElement>('[data-rank]')!.dataset.rank).toBe('3');
  expect(realm().textContent).toContain('R@1 .250');
  expect(find('[data-field=beside]')!.textContent).toContain('Smoke: ICT, step 0');
  const chosen = store.getState().beside;
  expect(llaraPlaces(page.workbench.stores.llara!).now('prompt')).toMatchObject({ beside: chosen });

  // another system is refused, and the one before goes on searching
  await beside.add(() => checkpointOf('llara-smoke'));
  await inTime(() =>
    expect(find('[data-testid=prompt] [role=alert]')!.textContent).toContain('choose a saved run of REALM'),
  );
  expect([store.getState().beside, realm().querySelectorAll('li').length]).toEqual([chosen, 3]);

  // as an address names them after a reload: one that is kept, and one that is not
  const go = (id: string) =>
    flushSync(() => void llaraPlaces(page.workbench.stores.llara!).go('prompt', { question: 'Who?', beside: id }));
  go('another');
  await inTime(() => expect(realm().querySelector('[role=alert]')!.textContent).toContain('keeps no saved run'));
  go(chosen);
  await inTime(() => expect(realm().querySelectorAll('li')).toHaveLength(3));
  go('');
  await inTime(() => expect(realm().textContent).toContain('No saved run is chosen'));
});

it('speaks Chinese', () => {
  flushSync(() => page.workbench.ui.setState({ language: 'zh-Hans' }));
  expect(find('[data-testid=prompt] h2')!.textContent).toBe('联合提示');
  expect(said()).toContain('谁能看到谁');
});
