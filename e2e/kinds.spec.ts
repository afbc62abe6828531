/** The lab *Kinds* on a tiny run of three pre-trainings, by keyboard, and on a telephone in Chinese. */
import { expect, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, open } from './helpers.ts';

test('seven kinds of sentences, asked of three models between two steps', async ({ page }) => {
  await open(page, './#v=1&preset=pretraining-smoke&view=basics&lab=kinds');
  await page.locator('[data-choice=easy]').press('Enter');
  await expect(page.getByTestId('prediction')).toContainText('Not quite');
  // the sentences are there before anything is measured
  await expect(page.getByTestId('kinds-pairs').locator('tbody tr')).toHaveCount(10);
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.getByRole('button', { name: 'Measure now' })).toBeEnabled();
  await page.locator('body').press('e');
  const rows = page.getByTestId('kinds-rows').locator('tbody tr');
  await expect(rows).toHaveCount(3);
  const figures = page.getByTestId('kinds-figures');
  await expect(figures.locator('caption')).toContainText(', decoder:');
  await expect(figures.locator('tbody tr')).toHaveCount(7);
  // the reviews know no countries, and their words of praise and blame
  await expect(figures.locator('[data-kind=facts]')).toContainText('10 unknown');
  await expect(figures.locator('[data-kind=sentiment] td').first()).toHaveText(/^\d+ of \d+( ▲)?$/);
  await page.locator('body').press('5');
  const pairs = page.getByTestId('kinds-pairs');
  await expect(pairs).toContainText('All in all, it was good / bad.');
  await expect(pairs).toContainText(/−\d+\.\d+ and −\d+\.\d+: (right|wrong)/);
  await page.locator('body').press('f');
  await expect(figures.locator('caption')).toContainText(', encoder:');
  await expect(rows.nth(1).getByRole('button')).toHaveAttribute('aria-pressed', 'true');
  await page.locator('body').press('d');
  await expect(figures.locator('caption')).toContainText(', decoder:');
  await expectNoViolations(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Change the language to 中文' }).click();
  await expect(figures.locator('[data-kind=facts]')).toContainText('10 对有生词');
  await expectNoSidewaysScroll(page);
});
