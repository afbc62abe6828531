/** `npm run screenshots`: takes the pictures of the documentation, in docs/images. */
import { mkdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { pictureSettings } from '../src/systems/realm/testing/picture-settings.ts';
import { openPage } from './browser.ts';

const folder = 'docs/images';

const sizes = { light: [1440, 900], dark: [1440, 900], phone: [390, 844] } as const;
type Look = keyof typeof sizes;

/** Takes pictures of the open page. */
async function pictures(page: Page, name: string, looks = Object.keys(sizes) as readonly Look[]): Promise<void> {
  // no definition of what happens to be under the pointer
  await page.mouse.move(0, 0);
  for (const look of looks) {
    const [width, height] = sizes[look];
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light', reducedMotion: 'reduce' });
    await page.waitForTimeout(1000);
    await page.screenshot({ path: `${folder}/${name}-${look}.png` });
  }
  await page.setViewportSize({ width: sizes.light[0], height: sizes.light[1] });
}

/** A visit of its own to an address of the page. */
async function visit(page: Page, hash: string): Promise<void> {
  await page.goto(`${page.url().split('#')[0]}#${hash}`);
  await page.reload();
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const trainingLimit = { timeout: 3_600_000 };

/** The recording that a first visit sees. */
async function recording(page: Page): Promise<void> {
  await visit(page, 'moment=25');
  await page.getByTestId('candidate').first().waitFor();
  await pictures(page, 'recording');
}

/** The same moment as a picture of the pipeline. */
async function picture(page: Page): Promise<void> {
  await visit(page, 'moment=25&as=picture');
  await page.locator('[data-part=reader]').waitFor();
  // the panel alone, in a window in which it fits
  await page.setViewportSize({ width: 1440, height: 1700 });
  await page.waitForTimeout(1000);
  await page.locator('#main').screenshot({ path: `${folder}/picture-light.png` });
}

async function lesson(page: Page): Promise<void> {
  await visit(page, 'lesson=masked-words&part=2');
  await page.getByTestId('lesson').waitFor();
  await pictures(page, 'lesson');
}

/** Slow motion and the index page on the recorded models, trained on for some steps, and the list of runs with another one. */
async function pages(page: Page): Promise<void> {
  await visit(page, 'view=slow');
  await button(page, 'Open the recorded models').click();
  await page.getByTestId('slow-candidate').first().waitFor(trainingLimit);
  await button(page, 'Update').click();
  await page.locator('[data-testid=slow][data-stage=update][data-working=nothing]').waitFor(trainingLimit);
  await pictures(page, 'slow', ['light']);
  await page.getByRole('link', { name: 'Run', exact: true }).click();
  for (let step = 0; step < 12; step++) {
    await button(page, 'Step').click();
    await page.locator(`[data-testid=moment][data-step="${step + 2}"]`).waitFor(trainingLimit);
  }
  await page.getByRole('link', { name: 'Index', exact: true }).click();
  await page.locator('[data-testid=index-page][data-step]').waitFor(trainingLimit);
  await pictures(page, 'index', ['light']);
  await visit(page, 'v=1&preset=smoke');
  await button(page, 'Play').click();
  await page.locator('[data-testid=status][data-status=finished]').waitFor(trainingLimit);
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  const compare = page.getByRole('checkbox', { name: /Compare/ });
  await compare.nth(1).waitFor({ state: 'attached' });
  for (const one of await compare.all()) await one.press('Space');
  await pictures(page, 'runs', ['light']);
}

/** A run of one's own, and the lab with its models. */
async function run(page: Page): Promise<void> {
  await visit(page, `v=1&${pictureSettings.join('&')}`);
  await button(page, 'Play').click();
  await page.locator('[data-testid=status][data-status=finished]').waitFor(trainingLimit);
  await page.waitForTimeout(3000);
  await pictures(page, 'page');
  await page.getByRole('link', { name: 'Masking lab' }).click();
  await page.locator('[data-testid=lab][data-asking=false] [data-testid=lab-says]').first().waitFor();
  await pictures(page, 'lab');
}

/** Opens the trained model of the preset that comes with the page. */
async function openTrained(page: Page): Promise<void> {
  await button(page, 'Open the trained one').click();
  await page.getByTestId('trained').locator('code').waitFor(trainingLimit);
}

/** A question to a fine-tuned reader, with a document that was edited. */
async function ask(page: Page): Promise<void> {
  await visit(page, 'v=1&preset=qa-2l&view=ask');
  await openTrained(page);
  await page.locator('[data-testid=ask][data-asking=false]').waitFor(trainingLimit);
  const reading = page.getByTestId('reading');
  const answer = (await reading.getByTestId('answer').getAttribute('data-text'))!;
  await reading.locator('li:has([data-testid=answer-span])').getByRole('button').last().click();
  const field = page.getByTestId('edit-form').getByRole('textbox');
  await field.fill((await field.inputValue()).replaceAll(answer, answer === 'Lisbon' ? 'Madrid' : 'Lisbon'));
  await field.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid=edits]').waitFor();
  await page.locator('[data-testid=ask][data-asking=false]').waitFor();
  await page.getByTestId('reading').locator('summary').first().click();
  await pictures(page, 'ask');
}

/** The joint prompt, what the adapted embeddings predict, and a question that is searched; a cell of the mask is lit. */
async function prompt(page: Page): Promise<void> {
  await visit(page, 'v=1&preset=llara&view=prompt');
  await openTrained(page);
  await page.locator('[data-field=known-question] button').click();
  await page.getByRole('option').nth(1).click();
  await page.getByTestId('hits-lexical').waitFor();
  await page.locator('[data-testid=prompt][data-asking=false]').waitFor();
  await lightCell(page);
  await pictures(page, 'prompt');
}

/** A text with its blanks, Part A and Part B, the mask, and the blanks filled. */
async function blanks(page: Page): Promise<void> {
  await visit(page, 'v=1&preset=glm&view=blanks');
  await openTrained(page);
  await button(page, 'Fill').click();
  await page.getByTestId('fill-steps').waitFor(trainingLimit);
  await page.locator('[data-testid=blanks][data-asking=false]').waitFor();
  await lightCell(page);
  await pictures(page, 'blanks');
}

/** Lights a cell near the end of the mask. */
async function lightCell(page: Page): Promise<void> {
  await page.getByTestId('mask-grid').locator('svg').focus();
  for (const key of ['Home', 'End', 'PageDown', 'ArrowUp', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
  await page.evaluate(() => scrollTo(0, 0));
}

/** Labs of the page *Basics*: the attention of three tokens to its last step, and a mask with a leak. */
async function labs(page: Page): Promise<void> {
  await visit(page, 'view=basics&lab=attention');
  await page.locator('[data-choice=itself]').click();
  for (let step = 0; step < 4; step++) await page.locator('body').press('f');
  await pictures(page, 'basics');
  await visit(page, 'view=basics&lab=masks');
  await page.locator('[data-choice=both]').click();
  await page.locator('body').press('2');
  await page.locator('[data-grid=mask] svg').focus();
  for (const key of ['PageUp', 'Home', 'ArrowRight', 'ArrowRight', ' ']) await page.keyboard.press(key);
  await pictures(page, 'masks', ['light']);
}

const takes = { recording, picture, lesson, pages, run, ask, prompt, blanks, labs };

const isTake = (name: string): name is keyof typeof takes => Object.hasOwn(takes, name);

/** `args`: what to take; all of it where nothing is named. Exit status: 0 done, 2 bad options. */
export async function main(args: string[]): Promise<number> {
  const unknown = args.find((name) => !isTake(name));
  if (unknown !== undefined) {
    console.error(`There is no “${unknown}”: name ${Object.keys(takes).join(', ')}.`);
    return 2;
  }
  mkdirSync(folder, { recursive: true });
  const { page, close } = await openPage('index.html');
  try {
    await page.setViewportSize({ width: sizes.light[0], height: sizes.light[1] });
    for (const name of args.length > 0 ? args.filter(isTake) : (Object.keys(takes) as (keyof typeof takes)[]))
      await takes[name](page);
  } finally {
    await close();
  }
  return 0;
}
