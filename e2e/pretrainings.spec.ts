/** The lab of three pre-trainings on the real trainer, with models that have hardly learned: what it shows does not depend on that. */
import { expect, type Page, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, open } from './helpers.ts';

const field = (page: Page, name: string) => page.locator(`[data-field=pretrainings-${name}] input`);

test('three pre-trainings: predicted, trained, tried and compared', async ({ page }) => {
  await open(page, './#v=1&preset=pretraining-smoke&view=basics&lab=pretrainings');
  await page.locator('[data-choice=vectors]').click();
  await expect(page.getByTestId('prediction')).toContainText('Not quite');
  await expect(page.getByTestId('lab-needs-run')).toContainText('Three pre-trainings');
  // a long name of a preset does not reach below the button beside it
  const play = page.getByRole('toolbar').getByRole('button', { name: 'Play' });
  const preset = (await page.locator('[data-field=preset] button').boundingBox())!;
  expect(preset.x + preset.width).toBeLessThanOrEqual((await play.boundingBox())!.x);
  await play.click();

  const compute = page.getByTestId('pretrainings-compute');
  await expect(compute.locator('tbody tr')).toHaveCount(5);
  await expect(compute.locator('tbody tr').first()).toContainText('20');
  await expect(page.getByTestId('pretrainings-filled')).toHaveAttribute('data-answered', 'true');

  // typed: an unknown word is told, and is broken where it is too long for a telephone, two blanks are refused, and undo brings the text back
  const long = 'zebra'.repeat(12);
  await field(page, 'beginning').fill(`The ${long} was`);
  await expect(page.getByText(`read as [UNK]: ${long}.`)).toBeVisible();
  await field(page, 'gap').fill('___ and ___');
  await expect(page.getByRole('alert').filter({ hasText: 'Write one blank' })).toBeVisible();
  await page.getByTestId('lab').getByRole('button', { name: /^Undo/ }).click();
  await expect(field(page, 'gap')).toHaveValue('The ___ was awful.');
  await expect(page.getByTestId('pretrainings-written')).toHaveAttribute('data-answered', 'true');

  const arms = page.getByTestId('pretrainings-arms');
  await expect(arms.locator('tbody tr')).toHaveCount(5);
  await expect(arms.locator('tbody td').first()).toHaveText(/^[.\d]+ \([.\d]+ – [.\d]+\)$/);

  // the format: its figures come behind a prediction, and a sentence is translated by both models
  await expect(page.getByTestId('pretrainings-pairs').getByRole('listitem')).toHaveCount(4);
  await expect(page.getByTestId('pretrainings-form-random')).toHaveAttribute('data-answered', 'true');
  const forms = page.getByTestId('pretrainings-forms');
  await expect(forms).toHaveCount(0);
  await page.locator('[data-field=pretrainings-expected] label').last().click();
  await expect(forms.locator('tbody tr')).toHaveCount(3);
  await expect(page.locator('[data-action=lab-format]')).toHaveText('Train the format from 64 pairs');
  await expect(page.getByTestId('failure')).toHaveCount(0);

  // in Chinese, on a telephone
  await page.getByRole('button', { name: 'Change the language to 中文' }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(compute).toContainText('编码器–解码器');
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);
});
