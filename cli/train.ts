/** `npm run train`: trains any system in a headless Chromium and writes the results. */
import { randomUUID } from 'node:crypto';
import { fromErrorReport, RetrogradError } from '../src/util/errors.ts';
import { writeCheckpoint } from './checkpoint-folder.ts';
import { evaluationLine, sessionLine, skippedLines } from './lines.ts';
import { type Options, readOptions, usage } from './options.ts';
import { Progress } from './progress.ts';
import { RunReport } from './report.ts';
import { openTrainer } from './trainer.ts';

/** Exit status: 0 done, 1 failed, 2 bad options or input. */
export async function main(args: string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options) await train(options);
    else console.log(usage);
    return 0;
  } catch (error) {
    if (!(error instanceof RetrogradError)) throw error;
    console.error(`${error.code}: ${error.message}`);
    return ['bad-option', 'bad-corpus', 'bad-checkpoint', 'bad-tokenizer'].includes(error.code) ? 2 : 1;
  }
}

/** Opens a run and trains it to its end. Report and checkpoint are written after every evaluation, so that a run that is interrupted leaves both. */
async function train(options: Options): Promise<void> {
  const { config, corpus, imported, checkpoint, checkpointFolder } = options;
  const report = new RunReport(options);
  const progress = new Progress();
  for (const line of skippedLines(imported)) progress.line(`import: ${line}`);
  const trainer = await openTrainer();
  try {
    const query = { runId: randomUUID(), config, corpus, checkpoint };
    const { session } = await trainer.ask('open', query, (stage) => progress.stage(stage));
    report.open(session);
    progress.line(sessionLine(session));
    for (const line of skippedLines(session.skipped)) progress.line(line);

    let saved = Promise.resolve();
    const saveCheckpoint = async (folder: string) => {
      const files = await trainer.ask('checkpoint', null);
      // the report first, so that it never lacks steps of the checkpoint
      report.save();
      writeCheckpoint(folder, files);
    };

    await new Promise<void>((resolve, reject) => {
      const onEvent: Parameters<typeof trainer.subscribe>[0] = (event) => {
        report.record(event);
        switch (event.type) {
          case 'steps':
            for (const { step, metrics } of event.records) {
              const { steps } = session.phases.find(({ id }) => id === event.phase)!;
              progress.step(event.phase, step, steps, metrics.loss!);
            }
            break;
          case 'evaluation':
            progress.line(evaluationLine(event.evaluation, session.metrics));
            report.save();
            if (checkpointFolder !== undefined) saved = saved.then(() => saveCheckpoint(checkpointFolder));
            saved.catch(reject);
            break;
          case 'warning':
            progress.line(`warning: ${event.message}`);
            break;
          case 'state':
            if (event.state === 'finished') resolve();
            break;
          case 'failed':
          case 'died':
            reject(fromErrorReport(event.error));
            break;
          default:
        }
      };
      trainer.subscribe((event) => {
        try {
          onEvent(event);
        } catch (error) {
          reject(error);
        }
      });
      trainer.ask('play', null).catch(reject);
    });
    // every phase ends with an evaluation, so the last checkpoint is that of the finished run
    await saved;
    report.save();
  } finally {
    progress.end();
    await trainer.close();
  }
}
