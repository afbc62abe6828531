/** The page over a system that has no views of its own: the generic panels show it, and nothing of REALM stands among them. */
import { flushSync } from 'react-dom';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inTime } from '../util/testing/in-time.ts';
import { shownConfig, type Workbench } from './context.ts';
import { en } from './i18n/en/en.ts';
import { bracketed } from './i18n/testing.ts';
import { type MountedPage, mountPage, wordsOnPage } from './testing/mounted-page.ts';

/** REALM's own words stand in brackets. */
const table = { ...en, systems: { ...en.systems, realm: bracketed(en.systems.realm) } };

let page: MountedPage;
let workbench: Workbench;

beforeEach(async () => {
  page = mountPage({ en: { name: 'English', table } });
  workbench = page.workbench;
  flushSync(() => workbench.session.choosePreset('bigram'));
  // parts of the page whose code comes later
  await inTime(() =>
    expect(find('[data-field=preset] button') && find('figure') && find('[data-field=seed]')).toBeTruthy(),
  );
});

afterEach(() => page.unmount());

const find = (selector: string) => document.querySelector<HTMLElement>(selector);
const texts = (selector: string) => [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);
const wordsOfRealm = () => wordsOnPage().filter((text) => text.includes('⟦'));

async function run(steps: number): Promise<void> {
  await workbench.session.step(steps);
  await inTime(() => expect(find('[data-testid=moment]')?.dataset.step).toBe(String(steps)));
}

it('shows its settings, phases and curves before the first run', () => {
  expect(texts('[data-field=preset] button span').join(' ')).toContain('Bigram');
  expect(find('[data-field=seed]')).not.toBeNull();
  expect(texts('ol[aria-label="Progress of the run"] li')).toEqual(['table']);
  expect([...document.querySelectorAll<HTMLElement>('figure')].map((figure) => figure.dataset.testid)).toEqual([
    'curve-loss',
    'curve-entropy',
  ]);
  expect(texts('figcaption [data-definition]')).toEqual(['Loss', 'Cross-entropy']);
  expect(wordsOfRealm()).toEqual([]);
});

it('keeps its preset when a corpus is chosen that a preset of REALM is named after', async () => {
  const { session } = workbench;
  flushSync(() => session.setSetting('corpus', 'atlas'));
  flushSync(() => find('[data-field=corpus] button')!.click());
  await inTime(() => expect(find('[role=option]')).not.toBeNull());
  flushSync(() => find('[role=option]')!.click());
  expect(session.state.draft).toMatchObject({ system: 'bigram', preset: 'bigram', corpus: 'bios' });
});

it('shows progress, curves, evaluations and facts of its run', async () => {
  await run(30);
  expect(find('[data-testid=moment]')!.textContent).toBe('table, step 30 of 40');
  expect(texts('[data-testid=evaluations] thead th')).toEqual(['Phase', 'Step', 'Cross-entropy']);
  // the script of the stand-in rises from 0 to 1
  expect(texts('[data-testid=evaluations] tbody tr > *')).toEqual(['table', '20', '0.50']);
  expect(find('[data-testid=curve-entropy] strong')!.textContent).toBe('0.50');
  expect(texts('dt')).toEqual(['Documents', 'Questions', 'Parameters', 'Adapter']);
  await run(40);
  expect(find('[data-testid=status]')!.dataset.status).toBe('finished');
  expect(texts('[data-testid=evaluations] tbody th')).toEqual(['table', 'table']);
  expect(wordsOfRealm()).toEqual([]);
});

it('explains a metric by the words that the system gives', async () => {
  flushSync(() => find('[data-definition=entropy]')!.click());
  await inTime(() =>
    expect(find('[role=tooltip]')!.textContent).toContain('Mean of −log p(next token | token) over the whole text'),
  );
});

it('has no lab: no link, no shortcut, and the address of one shows the run', async () => {
  await run(3);
  expect(texts('nav a')).toEqual(['Run', 'Runs', 'Experiments', 'Basics']);
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'l' }));
  expect(workbench.ui.getState().page).toBe('run');
  flushSync(() => workbench.ui.setState({ page: 'lab' }));
  expect(find('[data-testid=lab]')).toBeNull();
  expect(find('[data-testid=evaluations], #main')).not.toBeNull();
  expect(find('header > a')!.getAttribute('href')).toBe('#main');
  expect(find('#main')).not.toBeNull();
  // nothing was asked that the system does not answer
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(workbench.session.state.error).toBeNull();
  expect(wordsOfRealm()).toEqual([]);
});

it('is among the kept runs with its own words', async () => {
  const { session, runs, ui } = workbench;
  await run(30);
  await inTime(() => expect(session.state.evaluations).toHaveLength(1));
  const { measured, now, evaluations } = session.state;
  const times = { startedAt: 1, changedAt: 2, trainedMs: 61_000 };
  const { runId, config } = measured!;
  const entry = { runId, config, now: now!, ...times, adapter: null, evaluations };
  await runs.keep(entry, { history: session.history.save(), views: {} });
  flushSync(() => ui.setState({ page: 'runs' }));
  await inTime(() =>
    expect(find('[data-testid=run-card]')?.textContent).toContain('table, step 30 of 40, trained 1 min'),
  );
  expect(texts('[data-testid=run-card] dt')).toEqual(['Cross-entropy']);
  expect(wordsOfRealm()).toEqual([]);
  await runs.remove(runId);
});

it.each(['palette', 'shortcuts', 'settings'] as const)('has nothing of REALM in the dialog %s', async (dialog) => {
  await run(30);
  flushSync(() => workbench.ui.setState({ dialog }));
  await inTime(() => expect(find('[role=dialog]')).not.toBeNull());
  expect(wordsOfRealm()).toEqual([]);
  const names = texts('[role=dialog] label');
  if (dialog === 'settings') expect(names).toContain('table.learningRate');
  expect(names.filter((name) => name?.startsWith('realm.'))).toEqual([]);
});

it('takes the place of a REALM run, also while one of its definitions is shown', async () => {
  const { session } = workbench;
  flushSync(() => session.choosePreset('smoke'));
  await session.openDraft();
  await inTime(() => expect(find('[data-definition=blocks]')).not.toBeNull());
  expect(wordsOfRealm().length).toBeGreaterThan(10);
  flushSync(() => find('[data-definition=blocks]')!.click());
  await inTime(() => expect(find('[role=tooltip]')!.textContent).toContain('Passages that are embedded'));
  session.choosePreset('bigram');
  await session.openDraft();
  await inTime(() => expect(texts('ol[aria-label="Progress of the run"] li')).toEqual(['table']));
  expect(shownConfig(session.state).system).toBe('bigram');
  expect(wordsOfRealm()).toEqual([]);
});
