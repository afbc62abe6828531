/** The lab of regression in the context on the real trainer, with a model that has hardly learned: what it shows does not depend on that. */
import { expect, type Page, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, open } from './helpers.ts';

const slider = (page: Page, name: string | RegExp) => page.getByRole('slider', { name });

test('regression in the context: predicted, trained, points set by keyboard and pointer', async ({ page }) => {
  await open(page, './#v=1&preset=in-context-regression-smoke&view=basics&lab=regression');
  await page.locator('[data-choice=nothing]').click();
  await expect(page.getByTestId('prediction')).toContainText('Not quite');
  await expect(page.getByTestId('lab-needs-run')).toContainText('In-context learning: regression');
  await page.getByRole('toolbar').getByRole('button', { name: 'Play' }).click();

  const answer = page.getByTestId('regression-answer');
  await expect(answer).toHaveAttribute('data-measured', 'true');
  await expect(page.getByTestId('in-context-hashes')).toHaveAttribute('data-equal', 'true');
  // y = .8 x − .5 at x = 1.2
  await expect(answer).toContainText('least squares 0.46');

  // by keyboard: no point, so that least squares is 0; then one point alone
  await slider(page, /^k = /).fill('0');
  await expect(answer).toContainText('least squares 0.00');
  await slider(page, /^its x/).fill('0');
  await slider(page, /^its y/).fill('2');
  await slider(page, /^k = /).press('ArrowRight');
  await expect(answer).toContainText('least squares 2.00');
  await page.keyboard.press('Control+z');
  await expect(slider(page, /^k = /)).toHaveValue('0');

  // by pointer
  const point = page.locator('[data-testid=regression-plane] circle[data-read]').nth(3);
  await point.scrollIntoViewIfNeeded();
  const box = (await point.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 40, box.y - 30);
  await page.mouse.up();
  await expect(page.getByText('Point 4 of 8')).toBeVisible();
  await expect(slider(page, /^its x = -?[0-9.]+$/)).not.toHaveValue('-0.4');

  // other scales than in training have a line of their own
  await slider(page, /^x times/).fill('2');
  const curve = page.getByTestId('regression-curve');
  await expect(curve).toContainText('model, x times 2, w times 1');
  await expect(page.getByTestId('failure')).toHaveCount(0);

  // to the lab of permutations and back: this run is of no use there
  await page.getByRole('radio', { name: 'permutations', exact: true }).click({ force: true });
  await page.locator('[data-choice=copies]').click();
  await expect(page.getByTestId('lab-needs-run')).toBeVisible();
  await page.getByRole('radio', { name: 'linear regression' }).click({ force: true });
  await expect(answer).toBeVisible();

  // in Chinese, on a telephone
  await page.getByRole('button', { name: 'Change the language to 中文' }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByTestId('in-context-hashes')).toContainText('阅读不改变任何参数');
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);
});
