/** `npm run record`: trains a run and keeps it as a recording, which the page plays without training. */
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { withoutMoments, withoutParameters } from '../src/run/checkpoint.ts';
import type { Moment } from '../src/run/records.ts';
import { applySetting } from '../src/run/settings.ts';
import { packCheckpoint } from '../src/state/checkpoint-zip.ts';
import { runPosition } from '../src/state/progress.ts';
import { momentsToKeep, Recorder } from '../src/state/recorder.ts';
import { resolvePreset } from '../src/systems/presets.ts';
import { systemOf } from '../src/systems/registry.ts';
import { RetrogradError } from '../src/util/errors.ts';
import { parseOptions } from './arguments.ts';
import { evaluationLine, sessionLine } from './lines.ts';
import { checkOutputFile, writeWhole } from './output.ts';
import { initOfPreset } from './preset-init.ts';
import { Progress } from './progress.ts';
import { openTrainer } from './trainer.ts';

export const usage = `npm run record -- --preset NAME --out FILE [options]
  --preset NAME          what is trained
  --out FILE             the recording (gzip)
  --set key=value        any setting (may be repeated)
  --moments N            about how many moments keep what the views show (default 40)
  --probe NAME=QUERY     what is asked at each moment, as JSON; may be repeated (default: what the page of such a run shows)
  --checkpoint FILE      also write a checkpoint (zip) at the start of the last phase, from which a person may go on
  --at PHASE             write that checkpoint at the start of this phase instead
  --leave-out PREFIX     parameters to which later phases give values before they train them: zeros in that checkpoint; may be repeated
  --only-checkpoint      stop there
  --trained FILE         also write a checkpoint (zip) at the end of the run, without the moments of the optimiser: a trained model to be opened
  --help                 this text`;

/** Exit status: 0 done, 1 failed, 2 bad options. */
export async function main(args: string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options) await record(options);
    else console.log(usage);
    return 0;
  } catch (error) {
    if (!(error instanceof RetrogradError)) throw error;
    console.error(`${error.code}: ${error.message}`);
    return error.code === 'bad-option' ? 2 : 1;
  }
}

function readOptions(args: string[]) {
  const values = parseOptions(args, known);
  if (values.help) return null;
  const { preset, out, checkpoint, at, trained, set = [], moments = '40', probe } = values;
  const isShort = values['only-checkpoint'] ?? false;
  if (preset === undefined) throw new RetrogradError('bad-option', 'Name a preset with --preset. See --help.');
  if (out === undefined && !isShort) throw new RetrogradError('bad-option', 'Name a file with --out. See --help.');
  if (isShort && checkpoint === undefined) {
    throw new RetrogradError('bad-option', '--only-checkpoint needs --checkpoint FILE. See --help.');
  }
  if (isShort && trained !== undefined) {
    throw new RetrogradError(
      'bad-option',
      '--trained FILE is of the end of the run, where --only-checkpoint does not come. See --help.',
    );
  }
  if (out !== undefined) checkOutputFile('--out', out);
  if (checkpoint !== undefined) checkOutputFile('--checkpoint', checkpoint);
  if (trained !== undefined) checkOutputFile('--trained', trained);
  const base = resolvePreset(preset);
  const { settings, recorded = {} } = systemOf(base);
  const config = set.reduce((before, one) => applySetting(settings, before, one), base);
  const init = initOfPreset(config);
  const phases = systemOf(base).phases(config);
  if (at !== undefined && !phases.some(({ id, steps }) => id === at && steps > 0)) {
    throw new RetrogradError(
      'bad-option',
      `--at ${at}: no phase that is trained. Phases: ${phases.map(({ id }) => id).join(', ')}.`,
    );
  }
  const count = Number(moments);
  if (!Number.isInteger(count) || count < 1) {
    throw new RetrogradError('bad-option', `--moments is a whole number above 0, not ${moments}.`);
  }
  return {
    config,
    init,
    out,
    checkpoint,
    at: at ?? phases.at(-1)!.id,
    leftOut: values['leave-out'] ?? [],
    trained,
    count,
    isShort,
    probes: probe?.map(readProbe) ?? Object.entries(recorded),
  };
}

function readProbe(text: string): [name: string, query: unknown] {
  const [name, ...rest] = text.split('=');
  try {
    return [name!, JSON.parse(rest.join('='))];
  } catch {
    throw new RetrogradError('bad-option', `--probe ${text}: the query is not JSON, as in example={"index":0}.`);
  }
}

const known = {
  preset: { type: 'string' },
  out: { type: 'string' },
  set: { type: 'string', multiple: true },
  moments: { type: 'string' },
  probe: { type: 'string', multiple: true },
  checkpoint: { type: 'string' },
  at: { type: 'string' },
  'leave-out': { type: 'string', multiple: true },
  'only-checkpoint': { type: 'boolean' },
  trained: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

async function record(options: NonNullable<ReturnType<typeof readOptions>>): Promise<void> {
  const { config, init, out, checkpoint, at, leftOut, trained, count, isShort, probes } = options;
  const progress = new Progress();
  const trainer = await openTrainer();
  try {
    const query = { runId: randomUUID(), config, init };
    const { session, moment: first } = await trainer.ask('open', query, (stage) => progress.stage(stage));
    progress.line(sessionLine(session));
    const { phases } = session;
    const recorder = new Recorder(session);
    trainer.listen((event) => {
      recorder.receive(event);
      if (event.type === 'evaluation') progress.line(evaluationLine(event.evaluation, session.metrics));
      if (event.type === 'warning') progress.line(`warning: ${event.message}`);
    });

    let position = runPosition(phases, first);
    const stepTo = async (moment: Moment) => {
      const steps = runPosition(phases, moment) - position;
      position += steps;
      if (steps > 0) await trainer.ask('step', { count: steps });
      const { steps: total } = phases.find(({ id }) => id === moment.phase)!;
      progress.stage({ stage: moment.phase, done: moment.step, total });
    };
    const start = { phase: at, step: 0 };
    let isWritten = checkpoint === undefined;
    for (const moment of momentsToKeep(phases, count)) {
      if (!isWritten && runPosition(phases, moment) > runPosition(phases, start)) {
        await stepTo(start);
        const files = withoutParameters(await trainer.ask('checkpoint', null), leftOut);
        writeWhole(checkpoint!, packCheckpoint(files, { compressed: true }));
        isWritten = true;
        if (isShort) return;
      }
      await stepTo(moment);
      const views: Record<string, unknown> = {};
      for (const [name, query] of probes) {
        const answer = await trainer.ask('probe', { name, query });
        if (answer !== null) views[name] = answer;
      }
      recorder.keep(moment, views);
    }
    // the last evaluation goes on beside the questions
    const files = await trainer.ask('checkpoint', null);
    if (trained !== undefined) writeWhole(trained, packCheckpoint(withoutMoments(files), { compressed: true }));
    writeWhole(out!, gzipSync(JSON.stringify(recorder.file(new Date().toISOString().slice(0, 10))), { level: 9 }));
  } finally {
    progress.end();
    await trainer.close();
  }
}
