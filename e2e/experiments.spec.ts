/** The page of experiments: a result that comes with the page, one that was made elsewhere, and an arm that is trained here. */
import { expect, test } from '@playwright/test';
import type { ExperimentResult } from '../src/experiments/result.ts';
import { expectNoSidewaysScroll, expectNoViolations, open, reload } from './helpers.ts';

/** A result of the experiment *masking* over invented figures. */
function result(): ExperimentResult {
  const values = (mean: number) => ({ mean, low: mean - 0.02, high: mean + 0.02, ofSeeds: [mean, mean, mean] });
  const arm = (id: string, accuracy: number, difference?: number): ExperimentResult['arms'][0] => ({
    id,
    seeds: [1, 2, 3],
    values: { accuracy: values(accuracy), recallAt5: values(0.9) },
    differences:
      difference === undefined
        ? {}
        : {
            accuracy: {
              ...{ mean: difference, low: difference - 0.03, high: difference + 0.03 },
              outcome: difference < -0.03 ? 'lower' : 'not-shown',
              tests: [1, 2, 3].map((seed) => ({ seed, onlyArm: 12, onlyControl: 85, p: 0.00001 })),
              overSubjects: { low: difference - 0.02, high: difference + 0.02 },
            },
            recallAt5: { mean: 0, low: -0.01, high: 0.01, outcome: 'not-shown' },
          },
    curve: [100, 200].map((step) => ({ phase: 'joint', step, values: { accuracy, recallAt5: 0.9 } })),
    command: `npm run train -- --preset bios --seed 1 --set masking.strategy=${id}`,
  });
  return {
    format: 'retrograd-experiment-1',
    experiment: 'masking',
    preset: 'smoke',
    changes: [],
    version: '0.1.0',
    seeds: [1, 2, 3],
    adapters: ['a card'],
    basis: 'examples',
    arms: [arm('salient', 0.97), arm('uniform', 0.48, -0.49), arm('random-span', 0.96, -0.01)],
    failures: [],
    command: 'npm run experiment -- masking --seeds 1,2,3',
  };
}

test('shows claim, result and verdict, and trains an arm here', async ({ page }) => {
  await page.route('**/experiments/staleness.json', (route) => route.fulfill({ status: 404 }));
  await page.route('**/experiments/masking.json', (route) => route.fulfill({ json: result() }));
  await open(page, './#v=1&preset=smoke&view=experiments');
  const shown = page.getByTestId('experiments');
  await expect(shown).toContainText('Masking salient spans, which need knowledge of the world');
  const verdict = page.getByTestId('verdict');
  await expect(verdict).toContainText('uniform tokens: accuracy is lower than with salient spans');
  await expect(verdict).toContainText('over subjects [−.510, −.470]; McNemar 12 : 85, p <.001; 12 : 85, p <.001');
  await expect(verdict).toContainText('random spans: no difference in accuracy to salient spans is shown');
  await expect(verdict).toContainText('The order of the paper is not shown.');
  await expect(shown.getByRole('row', { name: /uniform tokens/ })).toContainText('Paper .323');
  await expectNoViolations(page);

  await page.setViewportSize({ width: 390, height: 800 });
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Train this arm here: uniform tokens' }).click();
  await expect(shown).toContainText('are those of the next run');
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('masking.strategy=uniform');

  // all arms in a row, as far as one lets them
  await page.getByRole('button', { name: 'Run it here: 4 arms, seed 1' }).press('Enter');
  await expect(page.getByRole('progressbar', { name: 'Trains salient spans, seed 1 (1 of 4)' })).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole('button', { name: 'Stop' }).press('Enter');
  await expect(shown).toContainText('Stopped. What is trained is kept');
  await expect(page.getByRole('button', { name: 'Run it here: 4 arms, seed 1' })).toBeEnabled();

  // without a result it says how to make one
  await page.getByRole('button', { name: 'How old the index may be' }).click();
  await expect(shown).toContainText('There is no result of this experiment here yet');
  await expect(shown).toContainText('npm run experiment -- staleness --json staleness.json');

  // the address names it
  await expect(page).toHaveURL(/&view=experiments&experiment=staleness$/);
  await reload(page);
  await expect(page.getByRole('button', { name: 'How old the index may be' })).toHaveAttribute('aria-pressed', 'true');
  await page.goBack();
  await expect(shown).toContainText('Masking salient spans, which need knowledge of the world');
  await page.goForward();
  await expect(shown).toContainText('There is no result of this experiment here yet');
  await expect(shown.getByRole('alert')).toHaveCount(0);

  // one that was made elsewhere
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a result' }).click();
  const made = { ...result(), experiment: 'staleness', arms: [] };
  await (await chooser).setFiles({
    name: 'mine.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(made)),
  });
  await expect(shown).toContainText('The result of mine.json is shown.');
  await expect(shown).toContainText('a card');
  // it outlasts a reload, until it is closed
  await reload(page);
  await expect(shown).toContainText('This result was opened from mine.json.');
  await page.getByRole('button', { name: 'Close it' }).press('Enter');
  await expect(shown).toContainText('There is no result of this experiment here yet');
  await expect(shown).not.toContainText('mine.json');
  await reload(page);
  await expect(shown).toContainText('There is no result of this experiment here yet');

  await open(page, './#v=1&preset=smoke&view=experiments&experiment=gone');
  await expect(shown.getByRole('alert')).toHaveText('“gone” is no value of experiment.');
});
