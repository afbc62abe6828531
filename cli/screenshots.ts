/**
 * `npm run screenshots`: takes the pictures of the documentation, in docs/images: of the recording that a first visit sees, of a lesson, and of a short
 * run and the lab.
 */
import { mkdirSync } from 'node:fs';
import { pictureSettings } from '../src/systems/realm/testing/picture-settings.ts';
import { openPage } from './browser.ts';

export async function main(): Promise<number> {
  const folder = 'docs/images';
  mkdirSync(folder, { recursive: true });
  const { page, close } = await openPage('index.html');
  const sizes = { light: [1440, 900], dark: [1440, 900], phone: [390, 844] } as const;
  /** Takes a light, a dark and a phone picture of the open page. */
  const pictures = async (name: string) => {
    for (const [look, [width, height]] of Object.entries(sizes)) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light', reducedMotion: 'reduce' });
      await page.waitForTimeout(1000);
      await page.screenshot({ path: `${folder}/${name}-${look}.png` });
    }
    await page.setViewportSize({ width: sizes.light[0], height: sizes.light[1] });
  };
  try {
    await page.getByRole('button', { name: 'Hold', exact: true }).click();
    await page.getByRole('slider').fill('24');
    await pictures('recording');
    await page.goto(`${page.url().split('#')[0]}#lesson=masked-words&part=2`);
    await page.getByTestId('lesson').waitFor();
    await pictures('lesson');
    await page.goto(`${page.url().split('#')[0]}#v=1&${pictureSettings.join('&')}`);
    await page.reload(); // as a visit of its own
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.waitForSelector('[data-testid="status"][data-status="finished"]', { timeout: 3_600_000 });
    await page.waitForTimeout(3000);
    await pictures('page');
    await page.getByRole('link', { name: 'Masking lab' }).click();
    await page.waitForSelector('[data-testid="lab"][data-asking="false"] [data-testid="lab-says"]', {
      timeout: 60_000,
    });
    await pictures('lab');
  } finally {
    await close();
  }
  return 0;
}
