/** The page in a browser whose language is Chinese. */

import { expect, type Locator, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, open, reload } from './helpers.ts';

test.use({ locale: 'zh-CN' });

const html = 'html';
const language = '[data-action=language]';

test('speaks Chinese, fits a telephone and a laptop, and breaks no rule of accessibility', async ({ page }) => {
  await open(page);
  await expect(page.locator(html)).toHaveAttribute('lang', 'zh-Hans');
  await expect(page.getByRole('heading', { name: '索引刷新' })).toBeVisible();
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoSidewaysScroll(page);
    // name and tools stand in one line, though “English” is a long name
    const [name, tools] = [page.getByRole('heading', { level: 1 }), page.locator(language)];
    const middle = async (one: Locator) => {
      const box = (await one.boundingBox())!;
      return box.y + box.height / 2;
    };
    expect(Math.abs((await middle(name)) - (await middle(tools)))).toBeLessThan(12);
    await page.keyboard.press('l');
    await expect(page.getByText('掩码实验室').first()).toBeVisible();
    await expectNoSidewaysScroll(page);
    await page.keyboard.press('l');
  }
  await expectNoViolations(page);
});

test('offers English by its own name, keeps the choice, and takes Chinese from the address', async ({ page }) => {
  await open(page);
  await expect(page.locator(language)).toHaveText('English');
  await page.locator(language).click();
  await expect(page.locator(html)).toHaveAttribute('lang', 'en');
  await reload(page);
  await expect(page.getByRole('heading', { name: 'Index refreshes' })).toBeVisible();
  await expect(page.locator(language)).toHaveText('中文');
  await open(page, './?lang=zh#v=1&seed=often');
  await expect(page.locator(html)).toHaveAttribute('lang', 'zh-Hans');
  // what the parts below the page have to say is Chinese too
  await expect(page.getByText('seed 的值应为：0 到 4294967295 之间的整数；不能是“often”。')).toBeVisible();
});
