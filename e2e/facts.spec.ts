/** The lab *Facts* on a tiny run of `smoke`: measured at its start, by keyboard, and on a telephone in Chinese. */
import { expect, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, open } from './helpers.ts';

const settings = 'v=1&preset=smoke&bios.people=10&bios.attributes=4&ict.steps=2&warmup.steps=2&joint.steps=2';
const lab = `${settings}&view=basics&lab=facts`;

test('facts without documents, with documents and with changed ones, measured between steps', async ({ page }) => {
  await open(page, `./#${lab}`);
  await page.locator('[data-choice=old]').click();
  await expect(page.getByTestId('prediction')).toContainText('Not quite');
  await expect(page.getByTestId('lab-needs-run')).toBeVisible();
  // without a run there is nothing to measure, so the key does what it does on every page
  await page.locator('body').press('e');
  await expect(page.getByRole('dialog')).toContainText('Lessons');
  await page.keyboard.press('Escape');
  // the tiny run of the address, not the preset of the lab
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.getByRole('button', { name: 'Measure now' })).toBeEnabled();
  await page.locator('body').press('e');
  const rows = page.getByTestId('facts-rows').locator('tbody tr');
  await expect(rows).toHaveCount(1);
  const cells = rows.first().locator('td');
  await expect(cells).toHaveCount(4);
  for (const cell of await cells.allTextContents()) expect(cell).toMatch(/^(\.\d{3}|1\.000|0)$/);
  // one fact: the likeliest word without a document, with documents and with changed ones
  await expect(page.getByTestId('facts-one')).toContainText('Fact 1 of');
  await expect(page.getByTestId('facts-one').locator('tbody tr')).toHaveCount(3);
  await page.locator('body').press('f');
  await expect(page.getByTestId('facts-one')).toContainText('Fact 2 of');
  await page.locator('body').press('d');
  await page.getByRole('radio', { name: 'trained on' }).click();
  await expect(page.getByTestId('facts-one')).toContainText('Fact 1 of');
  await expectNoViolations(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  // the blank goes to the next line like a word, however long a line is
  const blank = page.getByTestId('facts-one').getByRole('img', { name: 'masked' });
  expect(await blank.evaluate(widthsItLeaves)).toEqual([]);
  // a measurement is taken back like any other change
  await page.locator('body').press('Control+z');
  await page.locator('body').press('Control+z');
  await page.locator('body').press('Control+z');
  await expect(rows).toHaveCount(0);
});

test('without a run in Chinese on a telephone: it says what to do', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, './?lang=zh-Hans#view=basics&lab=facts');
  await page.locator('[data-choice=new]').click();
  await expect(page.getByTestId('lab-needs-run')).toContainText('从头训练');
  await expectNoSidewaysScroll(page);
});

/** The widths of its line, in px, at which a mark in a sentence sticks out of it. Runs in the page. */
function widthsItLeaves(mark: Element): number[] {
  const line = mark.parentElement!;
  const widths = Array.from({ length: 60 }, (_, i) => 100 + 5 * i);
  const left = widths.filter((width) => {
    line.style.width = `${width}px`;
    return mark.getBoundingClientRect().right > line.getBoundingClientRect().right + 0.5;
  });
  line.style.width = '';
  return left;
}
