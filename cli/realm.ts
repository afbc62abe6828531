/** `npm run realm`: pre-trains with REALM in a headless Chromium and writes what it reached. */
import { join } from 'node:path';
import type { CheckpointFiles, Evaluation, SessionInfo } from '../src/run/records.ts';
import { phaseSteps } from '../src/systems/realm/config.ts';
import { RetrogradError } from '../src/util/errors.ts';
import { openPage } from './browser.ts';
import { checkpointNames, type Options, readOptions, usage } from './options.ts';
import { writeWhole } from './output.ts';
import type { WireEvent } from './page.ts';
import { Progress } from './progress.ts';
import { beginReport } from './report.ts';

/** Ids of the checkpoints that are asked for: after an evaluation, and at the end. */
const midway = 1;
const final = 2;

/** Exit status: 0 done, 1 failed, 2 bad options or input. */
export async function main(args: string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (!options) {
      console.log(usage);
      return 0;
    }
    return await run(options);
  } catch (error) {
    if (!(error instanceof RetrogradError)) throw error;
    console.error(`${error.code}: ${error.message}`);
    return ['bad-option', 'bad-corpus', 'bad-checkpoint', 'bad-tokenizer'].includes(error.code) ? 2 : 1;
  }
}

async function run(options: Options): Promise<number> {
  const { config } = options;
  const report = beginReport(options);
  for (const [reason, count] of Object.entries(options.imported)) console.log(`import: ${reason}: ${count}`);
  const { page, close } = await openPage('cli.html');
  const progress = new Progress();
  let session: SessionInfo | null = null;
  const jointTimes: number[] = [];
  const save = () => {
    if (!options.json) return;
    const span = (jointTimes.at(-1) ?? 0) - (jointTimes[0] ?? 0);
    if (span > 0) report.stepsPerSecond = (1000 * (jointTimes.length - 1)) / span;
    writeWhole(options.json, `${JSON.stringify(report, null, 1)}\n`);
  };
  const askForCheckpoint = (requestId: number) =>
    void page.evaluate((id) => window.retrograd.send({ type: 'checkpoint', requestId: id }), requestId);
  try {
    await new Promise<void>((resolve, reject) => {
      const failed = (code: string, message: string) =>
        reject(new RetrogradError(code as RetrogradError['code'], message));
      const receive = (event: WireEvent) => {
        switch (event.type) {
          case 'opening':
            progress.stage(event.stage, event.done, event.total);
            break;
          case 'ready': {
            session = event.session;
            report.adapter = session.adapter;
            report.config = session.config;
            const { corpus, vocabularySize, parameters, trainExamples, heldOutExamples, skipped } = session;
            progress.line(
              `${corpus.title}: ${corpus.documents} documents, ${corpus.questions} questions, vocabulary ${vocabularySize}, ${parameters} parameters, ${trainExamples} training and ${heldOutExamples} held-out sentences; ${session.adapter}`,
            );
            Object.assign(report.skipped, skipped);
            for (const [reason, count] of Object.entries(skipped)) progress.line(`${reason}: ${count}`);
            void page.evaluate(() => window.retrograd.send({ type: 'play' }));
            break;
          }
          case 'steps':
            for (const { step, loss } of event.records) {
              report.lossCurve.push({ phase: event.phase, step, loss });
              if (event.phase === 'joint') jointTimes.push(performance.now());
              progress.step(event.phase, step, phaseSteps(config, event.phase), loss);
            }
            break;
          case 'evaluation':
            report.evaluations.push(event.evaluation);
            progress.line(describe(event.evaluation));
            // a run that is cut short leaves what it has
            save();
            if (options.checkpointFolder) askForCheckpoint(midway);
            break;
          case 'refresh': {
            const { stage, requestedAtStep, step, embedMs, buildMs } = event.refresh;
            // a resumed run first builds again the index that it served
            const known = report.refreshes.some((refresh) => refresh.requestedAtStep === requestedAtStep);
            if (stage === 'swapped' && !known) {
              const documents = session?.corpus.documents ?? 0;
              report.refreshes.push({ requestedAtStep, swappedAtStep: step, documents, embedMs, buildMs });
            }
            break;
          }
          case 'warning':
            progress.line(`warning: ${event.message}`);
            break;
          case 'state':
            if (event.state !== 'finished') break;
            if (options.checkpointFolder) askForCheckpoint(final);
            else resolve();
            break;
          case 'checkpoint': {
            const weights = new Uint8Array(Buffer.from(event.files.weights, 'base64'));
            const files = { ...event.files, weights: weights.buffer };
            // first, so that the report never lacks steps of the checkpoint
            save();
            writeCheckpoint(options.checkpointFolder!, files);
            if (event.requestId === final) resolve();
            break;
          }
          case 'failed':
            failed(event.error.code, event.error.message);
            break;
          default:
        }
      };
      page.on('crash', () => failed('worker-died', 'The browser page crashed.'));
      page.on('pageerror', (error) => failed('internal', error.message));
      void page
        .exposeFunction('report', (event: WireEvent) => {
          try {
            receive(event);
          } catch (error) {
            reject(error);
          }
        })
        .then(() => {
          const { weights, ...rest } = options.checkpoint ?? {};
          const request = { type: 'open', config, corpus: options.corpus, checkpoint: options.checkpoint && rest };
          const encoded = weights && Buffer.from(weights).toString('base64');
          return page.evaluate(
            ([r, w]) =>
              window.retrograd.send(r as Parameters<typeof window.retrograd.send>[0], w as string | undefined),
            [request, encoded] as const,
          );
        })
        .catch(reject);
    });
    progress.end();
    save();
    return 0;
  } finally {
    progress.end();
    await close();
  }
}

function writeCheckpoint(folder: string, files: CheckpointFiles): void {
  writeWhole(join(folder, checkpointNames.config), files.config);
  writeWhole(join(folder, checkpointNames.tokenizer), files.tokenizer);
  writeWhole(join(folder, checkpointNames.weights), new Uint8Array(files.weights));
}

function describe(e: Evaluation): string {
  const figure = (name: string, value: number | null, digits = 3) =>
    value === null ? '' : ` ${name} ${value.toFixed(digits)}`;
  return [
    `${e.phase} ${e.step}:`,
    figure('held-out accuracy', e.heldOutAccuracy),
    figure('log-likelihood', e.heldOutLogLikelihood),
    figure('RU', e.retrievalUtility, 2),
    figure('R@1', e.recallAt1),
    figure('R@5', e.recallAt5),
    figure('BM25 R@1', e.lexicalRecallAt1),
    figure('p(null)', e.nullProbability),
    figure('answerable', e.answerableShare),
    figure('index recall', e.indexRecall),
    figure('fresh recall', e.freshRecall),
  ].join('');
}
