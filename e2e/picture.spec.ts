/** The pipeline as a picture, over the recording: by keyboard and by mouse, and as a link. */

import { expect, type Page, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, open } from './helpers.ts';

const picture = (page: Page) => page.getByTestId('picture');
const stage = (page: Page) => page.getByTestId('stage');
const body = (page: Page) => page.locator('body');

/** A moment at which a document is pulled, by keyboard. */
async function goToMoment(page: Page): Promise<void> {
  const scrubber = page.getByRole('slider', { name: 'Moment of the recorded run' });
  await scrubber.focus();
  await page.keyboard.press('Home');
  for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowRight');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
}

test('by keyboard: picture, stages, explanations; the address shows the same again', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('./');
  await expect(page.getByTestId('recording')).toBeVisible();
  await goToMoment(page);
  const cells = page.locator('td[data-label="r(z)"]');
  const inTable = (await cells.allInnerTexts()).map((text) => text.trim());
  await body(page).press('v');
  await expect(picture(page)).toBeVisible();
  await expect(page).toHaveURL(/as=picture/);
  // the numbers of the table, from the same view
  const rows = picture(page)
    .getByRole('list', { name: /^r\(z\) of each candidate/ })
    .getByRole('button');
  expect((await rows.allInnerTexts()).map((text) => text.replace(/[▲▼·\s]/g, ''))).toEqual(inTable);

  for (const name of ['sentence', 'embedding', 'index', 'candidates']) {
    await body(page).press('f');
    await expect(stage(page)).toHaveAttribute('data-stage', name);
  }
  await body(page).press('d');
  await expect(stage(page)).toHaveAttribute('data-stage', 'index');
  await expect(stage(page)).toContainText('The index returns 15 documents of 1,200.');
  await expect(page).toHaveURL(/stage=index/);
  await expect(picture(page).locator('[data-connector="search"][data-on]')).toHaveCount(1);
  await rows.first().focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('tooltip')).toContainText('r(z) =');

  await page.reload();
  await expect(page.getByTestId('recording')).toBeVisible();
  await goToMoment(page);
  await expect(stage(page)).toHaveAttribute('data-stage', 'index');
  await expectNoViolations(page);
  for (const [width, height] of [
    [1280, 720],
    [820, 1180],
    [390, 844],
  ]) {
    await page.setViewportSize({ width: width!, height: height! });
    await expectNoSidewaysScroll(page);
  }
  await expectNoViolations(page);
});

test('by mouse: from a link to a stage, through the stages, to the table and back', async ({ page }) => {
  await open(page, './#as=picture&stage=gradient');
  await page.getByRole('button', { name: 'Hold', exact: true }).click();
  await page.getByRole('slider').focus();
  await page.keyboard.press('End');
  await expect(stage(page)).toHaveAttribute('data-stage', 'gradient');
  await expect(stage(page)).toContainText('p(y|z,x) / p(y|x) =');
  await picture(page).getByRole('button', { name: 'Back into the retriever' }).first().click();
  await expect(stage(page)).toHaveAttribute('data-stage', 'update');
  await picture(page).getByRole('button', { name: 'Whole picture' }).click();
  await expect(stage(page)).not.toHaveAttribute('data-stage', /./);
  await expect(page.getByTestId('builder-lanes')).toContainText('The index of step 550 came back at step 575.');
  await page.getByText('The same in words').click();
  await expect(page.getByTestId('in-words').getByRole('listitem')).toHaveCount(9);
  // the row that is opened is the one that the sentences speak of
  await picture(page)
    .getByRole('button', { name: /^Null document/ })
    .click();
  await expect(page.getByTestId('in-words')).toContainText('Beside “Null document”');
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await expect(page.getByTestId('candidate')).toHaveCount(16);
  await expect(page).not.toHaveURL(/as=/);
  await page.goBack();
  await expect(picture(page)).toBeVisible();
});

test('a place in the address that is no stage is told, and the rest holds', async ({ page }) => {
  await open(page, './#v=1&preset=smoke&as=picture&stage=middle');
  await expect(page.getByText(/stage/).filter({ hasText: 'middle' }).first()).toBeVisible();
  await expect(page).toHaveURL(/as=picture$/);
});
