/** `npm run screenshots`: plays a short run on the page and takes the documentation's pictures of it, in docs/images. */
import { mkdirSync } from 'node:fs';
import { openPage } from './browser.ts';

/** A smaller `bios` that has learnt something to show after a few minutes on a slow machine. */
const settings = [
  'preset=bios',
  'bios.people=60',
  'ict.steps=150',
  'warmup.steps=300',
  'warmup.batch=32',
  'joint.steps=240',
  'joint.batch=8',
  'evaluation.every=40',
  'evaluation.examples=32',
  'evaluation.questions=100',
];

export async function main(): Promise<number> {
  const folder = 'docs/images';
  mkdirSync(folder, { recursive: true });
  const { page, close } = await openPage(`index.html#v=1&${settings.join('&')}`);
  const picture = (name: string, fullPage = false) => page.screenshot({ path: `${folder}/${name}.png`, fullPage });
  try {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.getByRole('button', { name: 'Play' }).click();
    await page.waitForFunction(
      () => document.querySelector('[data-testid="status"]')?.getAttribute('data-status') === 'finished',
      undefined,
      { timeout: 3_600_000, polling: 1000 },
    );
    await page.waitForTimeout(3000);
    await picture('page-light');
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.waitForTimeout(1000);
    await picture('page-dark');
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.waitForTimeout(1000);
    await picture('page-phone');
    await page.setViewportSize({ width: 1440, height: 900 });
    await page
      .getByRole('link', { name: 'Masking lab' })
      .or(page.getByRole('tab', { name: 'Masking lab' }))
      .or(page.getByText('Masking lab', { exact: true }))
      .first()
      .click();
    await page.waitForTimeout(15_000);
    await picture('lab-light');
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.waitForTimeout(1000);
    await picture('lab-dark');
  } finally {
    await close();
  }
  return 0;
}
