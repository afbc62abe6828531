/** `npm run train`: trains any system in a headless Chromium and writes the results. */
import { randomUUID } from 'node:crypto';
import { RetrogradError } from '../src/util/errors.ts';
import { writeCheckpoint } from './checkpoint-folder.ts';
import { evaluationLine, metLine, sessionLine, skippedLines } from './lines.ts';
import { type Options, readOptions, usage } from './options.ts';
import { Progress } from './progress.ts';
import { type Report, RunReport } from './report.ts';
import { resultsLines } from './results-lines.ts';
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

/**
 * Opens a run and trains it to its end; returns its report. Report and checkpoint are written after every evaluation, so that a run that is interrupted
 * leaves both.
 */
export async function train(options: Options, progress = new Progress()): Promise<Report> {
  const { config, corpus, until, imported, checkpoint, checkpointFolder, init, beside } = options;
  const report = new RunReport(options);
  for (const line of skippedLines(imported)) progress.line(`import: ${line}`);
  const trainer = await openTrainer();
  try {
    const query = { runId: randomUUID(), config, corpus, checkpoint, init };
    const { session } = await trainer.ask('open', query, (stage) => progress.stage(stage));
    report.open(session);
    progress.line(sessionLine(session));
    for (const line of skippedLines(session.skipped)) progress.line(line);

    if (beside) await trainer.beside(beside);

    // every phase ends with an evaluation: the last checkpoint is that of the whole run
    const save = async () => {
      report.save();
      if (checkpointFolder === undefined) return;
      const files = await trainer.ask('checkpoint', null);
      // the report once more, so that it never lacks steps of the checkpoint
      report.save();
      writeCheckpoint(checkpointFolder, files);
    };
    const met = await trainer.playToEnd((event) => {
      report.record(event);
      switch (event.type) {
        case 'steps': {
          const { steps } = session.phases.find(({ id }) => id === event.phase)!;
          for (const { step, metrics } of event.records) progress.step(event.phase, step, steps, metrics.loss!);
          return;
        }
        case 'evaluation':
          progress.line(evaluationLine(event.evaluation, session.metrics));
          return save();
        case 'measuring':
          return progress.measuring(event.moment, event.done, event.total);
        case 'warning':
          return progress.line(`warning: ${event.message}`);
        default:
      }
    }, until);
    if (met) {
      progress.line(metLine(met));
      await save();
    } else report.save();
    for (const line of resultsLines(report.content.results, session.metrics)) progress.line(line);
    return report.content;
  } finally {
    progress.end();
    await trainer.close();
  }
}
