/** The lab of heads over a tiny language model: maps, switches and losses of the run on screen, by mouse and by keyboard, and on a telephone in Chinese. */
import { expect, type Page, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, open } from './helpers.ts';

const risesOn = (page: Page) => page.getByTestId('heads-rise').allTextContents();

test('heads of the run on screen: looked at, switched off, measured', async ({ page }) => {
  await open(page, './#v=1&preset=llara-smoke&bios.people=8&lm.width=16&view=basics&lab=heads');
  const exercise = (name: string) => page.locator(`[data-exercise=${name}]`);
  const rises = () => risesOn(page);
  await page.locator('[data-choice=less]').click();
  await expect(page.getByTestId('lab-needs-run')).toBeVisible();
  await page.goto('./#v=1&preset=llara-smoke&bios.people=8&lm.width=16&view=prompt');
  await page.getByRole('button', { name: 'Open without training' }).click();
  await page.goto('./#v=1&preset=llara-smoke&bios.people=8&lm.width=16&view=basics&lab=heads');
  await expect(page.getByTestId('heads-text')).toContainText('Example 1 of');
  await expect(page.locator('[data-head]')).toHaveCount(4);

  // a causal model: the first token has nobody else to look at
  const map = page.getByRole('application');
  await map.focus();
  await expect(page.getByTestId('heads-cell')).toContainText('“1 [CLS]” takes 1.000 of its attention from “1 [CLS]”.');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('heads-cell')).toContainText('takes .000 of its attention');

  // measured one by one, then switched off
  await page.locator('body').press('e');
  await expect.poll(rises).not.toContain('–');
  const measured = (await rises()).map((text) => Number(text.replace('−', '-')));
  await page.locator('body').press('2');
  await expect(page.locator('[data-head="1"] [aria-pressed=true]')).toHaveCount(1);
  await page.locator('body').press('x');
  await expect(page.locator('[data-head="1"]')).toHaveAttribute('data-off', 'true');
  await expect(page.getByTestId('heads-together')).toContainText('Without 1 head that is off');
  await page.keyboard.press('Control+z');
  await expect(page.locator('[data-off]')).toHaveCount(0);
  expect(measured).toHaveLength(4);

  await page.locator('[data-layer-off="1"]').click();
  await expect(page.locator('[data-off]')).toHaveCount(2);
  await expect(exercise('layer')).toHaveAttribute('data-done', 'false');
  await page.locator('body').press('w');
  await expect(exercise('layer')).toHaveAttribute('data-done', 'true');
  await expectNoViolations(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);

  // a smaller model lacks heads that are off in this one
  await page.goto('./#v=1&preset=llara-smoke&bios.people=8&lm.width=16&lm.layers=1');
  await page.locator('body').press('n');
  await page.goto('./#v=1&preset=llara-smoke&bios.people=8&lm.width=16&lm.layers=1&view=basics&lab=heads');
  await expect(page.locator('[data-head]')).toHaveCount(2);
  await expect(page.locator('[data-off]')).toHaveCount(0);
});

test('without a run in Chinese on a telephone: it says what to do', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, './?lang=zh-Hans#view=basics&lab=heads');
  await page.locator('[data-choice=eighth]').click();
  await expect(page.getByTestId('lab-needs-run')).toContainText('从头训练');
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);
});

test('REALM: a reader of two layers, and a retriever of one that attends in two texts', async ({ page }) => {
  await open(page, './#v=1&preset=smoke&bios.people=8');
  await page.locator('body').press('s');
  await page.goto('./#v=1&preset=smoke&bios.people=8&view=basics&lab=heads');
  await page.locator('[data-choice=less]').click();
  const look = page.locator('[data-field=heads-view]');
  await expect(look).toBeVisible();
  await expect(page.locator('[data-head]')).toHaveCount(4);
  await page.locator('body').press('x');
  await expect(page.locator('[data-off]')).toHaveCount(1);
  await look.getByRole('radio', { name: 'the retriever in the sentence' }).check();
  await expect(page.locator('[data-head]')).toHaveCount(2);
  await expect(page.locator('[data-off]')).toHaveCount(0);
  await page.locator('body').press('e');
  await expect.poll(() => risesOn(page)).not.toContain('–');
  const ofRetriever = await risesOn(page);
  await look.getByRole('radio', { name: 'the retriever in the document' }).check();
  await expect(page.getByTestId('lab')).toContainText('the document that it has to find');
  expect(await risesOn(page)).toEqual(ofRetriever);
});
