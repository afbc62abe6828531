/** `npm run take`: a checkpoint with its corpus as one zip that other software opens, packed by the page's own worker. */
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { readConfig } from '../src/systems/presets.ts';
import { systemOf } from '../src/systems/registry.ts';
import type { Corpus } from '../src/text/corpus/corpus.ts';
import { fromErrorReport, RetrogradError } from '../src/util/errors.ts';
import type { ProgressReport } from '../src/worker/questions.ts';
import { parseOptions } from './arguments.ts';
import { openPage } from './browser.ts';
import { isCheckpointZip, readCheckpoint } from './checkpoint-folder.ts';
import { corpusIn, importPath } from './corpus-path.ts';
import { words } from './lines.ts';
import { looksLikePath, parseConfig } from './options.ts';
import { checkOutputFile } from './output.ts';
import type { TakeOnWire } from './page.ts';
import { Progress } from './progress.ts';

const usage = `npm run take -- --checkpoint DIR --out FILE.zip [options]
  --checkpoint DIR    the checkpoint of npm run train, or a zip of the page
  --out FILE.zip      where the archive is written
  --corpus PATH       the corpus, if it does not come with the playground and is not in the zip
  --help              this text`;

/** Exit status: 0 done, 1 failed, 2 bad options or input. */
export async function main(args: string[]): Promise<number> {
  try {
    const values = parseOptions(args, options);
    if (values.help) console.log(usage);
    else await take(values);
    return 0;
  } catch (error) {
    if (!(error instanceof RetrogradError)) throw error;
    console.error(`${error.code}: ${error.message}`);
    return ['bad-option', 'bad-corpus', 'bad-checkpoint', 'bad-tokenizer'].includes(error.code) ? 2 : 1;
  }
}

const options = {
  checkpoint: { type: 'string' },
  out: { type: 'string' },
  corpus: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

async function take({ checkpoint: from, out, corpus: given }: { checkpoint?: string; out?: string; corpus?: string }) {
  if (from === undefined) throw new RetrogradError('bad-option', '--checkpoint is missing: name a folder or a zip.');
  if (out === undefined) throw new RetrogradError('bad-option', '--out is missing: name the zip to be written.');
  checkOutputFile('--out', out);
  const checkpoint = readCheckpoint(from);
  if (!checkpoint)
    throw new RetrogradError('bad-option', `${from} holds no checkpoint: name its folder, or a zip of the page.`);
  const config = readConfig(parseConfig(checkpoint.config, from));
  if (!systemOf(config).takeAlong) {
    throw new RetrogradError('bad-option', `Runs of ${config.system} cannot be taken along yet.`);
  }
  const corpus = corpusFor(from, given);
  const { page, close } = await openPage('cli.html');
  const progress = new Progress();
  try {
    await page.exposeFunction('reportEvent', () => {});
    await page.exposeFunction('reportProgress', (_: number, report: ProgressReport) => progress.stage(report));
    const weights = Buffer.from(checkpoint.weights).toString('base64');
    await download(page, { config, corpus, checkpoint: { ...checkpoint, weights } }, out);
    progress.line(`written: ${out}`);
  } finally {
    progress.end();
    await close();
  }
}

function corpusFor(from: string, given?: string): Corpus | undefined {
  if (given !== undefined) {
    if (!looksLikePath(given))
      throw new RetrogradError('bad-option', `--corpus: ${words(given)} is no file or folder.`);
    return importPath(given).corpus;
  }
  return isCheckpointZip(from) ? corpusIn(from) : undefined;
}

/** The archive goes from the browser to the disk as a download, not through this process. */
async function download(page: Page, query: TakeOnWire, out: string): Promise<void> {
  const downloaded = page.waitForEvent('download', { timeout: 0 });
  downloaded.catch(() => {}); // there is none where packing is refused
  const refusal = await page.evaluate((given) => window.takeAlong(given), query);
  if (refusal) throw fromErrorReport(refusal);
  try {
    await (await downloaded).saveAs(resolve(out));
  } catch (cause) {
    throw new RetrogradError(
      'storage-full',
      `${out} could not be written (${(cause as Error).message}): make room, or choose another path.`,
      { cause },
    );
  }
}
