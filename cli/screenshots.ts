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
  const sizes = { light: [1440, 900], dark: [1440, 900], phone: [390, 844] } as const;
  /** One picture of each look of the page that is open. */
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
    await page.getByRole('button', { name: 'Play' }).click();
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
