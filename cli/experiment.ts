/** `npm run experiment`: trains the arms of an experiment and writes what came of them, beside what was claimed. */
import { readFileSync } from 'node:fs';
import { composeCheckpoint } from '../src/experiments/compose.ts';
import { checkEditable } from '../src/experiments/corpus-edit.ts';
import { configOfArm, configOfStart, type Experiment, lendersOf, trainsAlone } from '../src/experiments/experiment.ts';
import { type ArmRun, resultOf } from '../src/experiments/outcome.ts';
import { experiments } from '../src/experiments/registry.ts';
import type { ExperimentResult } from '../src/experiments/result.ts';
import { readState } from '../src/run/checkpoint.ts';
import type { CheckpointFiles, RunConfig } from '../src/run/records.ts';
import { editFacts } from '../src/text/corpus/edit-facts.ts';
import { corpusFingerprint, questionFingerprint } from '../src/text/corpus/fingerprint.ts';
import { withQuestions } from '../src/text/corpus/question-sets.ts';
import { commandOf } from '../src/ui/exports/command.ts';
import { RetrogradError } from '../src/util/errors.ts';
import { prepareBuild } from './browser.ts';
import { bundledCorpus } from './bundled-corpus.ts';
import { readCheckpoint } from './checkpoint-folder.ts';
import { type ArmJob, ExperimentFolder, keyOf } from './experiment-folder.ts';
import { type ExperimentOptions, readExperimentOptions, usage } from './experiment-options.ts';
import { markdownOf, textOf } from './experiment-table.ts';
import { runJobs } from './job-pool.ts';
import type { Options } from './options.ts';
import { writeWhole } from './output.ts';
import { Progress } from './progress.ts';
import type { Report } from './report.ts';
import { train } from './train.ts';

const version: string = JSON.parse(readFileSync('package.json', 'utf8')).version;

/** Exit status: 0 done, 1 an arm or the output failed, 2 bad options or no such corpus. */
export async function main(args: string[]): Promise<number> {
  try {
    const options = readExperimentOptions(args);
    if (options === 'help') console.log(usage);
    else if (options === 'list') console.log(experiments.map(described).join('\n\n'));
    else return (await run(options)).failures.length > 0 ? 1 : 0;
    return 0;
  } catch (error) {
    if (!(error instanceof RetrogradError)) throw error;
    console.error(`${error.code}: ${error.message}`);
    return ['bad-option', 'bad-corpus'].includes(error.code) ? 2 : 1;
  }
}

function described({ id, title, claim, preset, starts = [], arms }: Experiment): string {
  return [
    `${id}: ${title} (preset ${preset})`,
    `  ${claim}`,
    ...starts.map((start) => `  - ${start.id}: ${start.title} (preset ${start.preset}), with which others begin`),
    ...arms.map(
      (arm) => `  - ${arm.id}: ${arm.title}${arm.control === undefined ? '' : `, compared with ${arm.control}`}`,
    ),
  ].join('\n');
}

/** Trains what is not finished yet, and writes the result of all that is. */
async function run(options: ExperimentOptions): Promise<ExperimentResult> {
  const { experiment, seeds, preset, changes, json, markdown } = options;
  const lent = new Set(experiment.arms.flatMap(lendersOf));
  const folder = new ExperimentFolder(options.folder, lent);
  const fingerprint = fingerprints();
  const jobs = (await Promise.all(seeds.map((seed) => jobsOf(options, seed, fingerprint)))).flat();
  const failures: ExperimentResult['failures'] = [];
  const open = jobs.filter((job) => !folder.finished(job));
  folder.takeOver(open);
  console.log(`${experiment.title}: ${jobs.length} runs, ${jobs.length - open.length} of them finished before.`);
  if (open.length > 0) await prepareBuild();
  await runJobs(
    open.map((job) => ({
      ...job,
      name: nameOf(job),
      needs: lendersOf(job.arm).map((arm) => `${arm}, seed ${job.seed}`),
    })),
    options.jobs,
    async (job) => {
      const started = performance.now();
      const progress = new JobProgress(job.name);
      if (folder.finished(job)) return progress.line('another process has finished it');
      const source = await sourceOf(job, jobs, folder);
      const begun = folder.begun(job);
      progress.line(begun ? `goes on after ${momentOf(begun)}` : 'begins');
      const report = await train(
        {
          config: job.config,
          until: [],
          imported: {},
          ...source,
          ...(begun && { checkpoint: begun }),
          checkpointFolder: folder.draftOf(job),
          json: folder.draftReportOf(job),
        },
        progress,
      );
      folder.keep(job, report);
      progress.line(`done in ${Math.round((performance.now() - started) / 1000)} s`);
    },
    (job, error) => {
      failures.push({ arm: job.arm.id, seed: job.seed, message: error.message });
      console.error(`${job.name}: failed: ${error.message}`);
    },
  );
  const runs = jobs.flatMap((job) => {
    const report = experiment.arms.includes(job.arm) ? folder.finished(job) : null;
    return report ? [runOf(job, report)] : [];
  });
  const facts = {
    preset: preset ?? experiment.preset,
    changes,
    version,
    seeds,
    failures,
    command: commandLine(options),
  };
  const result = resultOf(experiment, facts, runs, (arm) =>
    trainsAlone(arm) ? commandOf(configOfArm(experiment, arm, { preset, seed: seeds[0]!, changes })) : undefined,
  );
  if (json !== undefined) writeWhole(json, `${JSON.stringify(result, null, 1)}\n`);
  if (markdown !== undefined) writeWhole(markdown, `${markdownOf(experiment, result)}\n`);
  console.log(`\n${textOf(experiment, result)}`);
  return result;
}

function momentOf(files: CheckpointFiles): string {
  const { phase, step } = readState(files);
  return `${phase} ${step}`;
}

const nameOf = ({ arm, seed }: Pick<ArmJob, 'arm' | 'seed'>) => `${arm.id}, seed ${seed}`;

/** Fingerprints of documents and questions; a corpus that several arms have is read once. */
function fingerprints(): (config: RunConfig) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  return (config) => {
    const { bios = null } = config as { bios?: unknown };
    const id = JSON.stringify([config.corpus, config.questions ?? null, config.seed, bios]);
    if (!known.has(id)) {
      const read = bundledCorpus(config).then((all) => {
        const corpus = withQuestions(all, config.questions);
        return `${corpusFingerprint(corpus)} ${questionFingerprint(corpus)}`;
      });
      known.set(id, read);
    }
    return known.get(id)!;
  };
}

/** One job for each start and each arm. Throws `bad-option` or `bad-corpus` if one cannot be run with these options. */
async function jobsOf(
  { experiment, preset, changes }: ExperimentOptions,
  seed: number,
  fingerprint: (config: RunConfig) => Promise<string>,
): Promise<ArmJob[]> {
  const { starts = [], arms } = experiment;
  const configs: Pick<ArmJob, 'arm' | 'config'>[] = [
    ...starts.map((start) => ({ arm: start, config: configOfStart(start, { preset, seed }) })),
    ...arms.map((arm) => ({ arm, config: configOfArm(experiment, arm, { preset, seed, changes }) })),
  ];
  const runs = await Promise.all(configs.map(async (run) => ({ ...run, corpus: await fingerprint(run.config) })));
  const keyFor = (id: string): string => {
    const { arm, config, corpus } = runs.find((run) => run.arm.id === id)!;
    return keyOf(arm, { config, version, corpus, lenders: lendersOf(arm).map(keyFor) });
  };
  return runs.map(({ arm, config }) => {
    if (arm.editedCorpus) checkEditable(config);
    return { arm, seed, config, key: keyFor(arm.id) };
  });
}

/** What a run begins with that does not begin with parameters of its own. */
async function sourceOf(
  { arm, seed, config }: ArmJob,
  jobs: readonly ArmJob[],
  folder: ExperimentFolder,
): Promise<Pick<Options, 'corpus' | 'checkpoint' | 'init'>> {
  const { borrowed, editedCorpus, init } = arm;
  const checkpointOf = (id: string) => {
    const lender = jobs.find((job) => job.arm.id === id && job.seed === seed)!;
    const files = readCheckpoint(folder.checkpointOf(lender));
    if (files) return files;
    throw new RetrogradError(
      'bad-checkpoint',
      `The parameters of ${nameOf(lender)} are missing: delete its file in --out, so that it is trained again.`,
    );
  };
  if (init !== undefined) return { init: checkpointOf(init) };
  if (!borrowed) return {};
  const base = checkpointOf(borrowed.from);
  const corpus = editedCorpus ? editFacts(await bundledCorpus(config), seed) : undefined;
  const groups = Object.entries(borrowed.groups ?? {}).map(([prefix, id]) => [prefix, checkpointOf(id)] as const);
  const checkpoint = composeCheckpoint({
    base,
    groups: Object.fromEntries(groups),
    corpus: corpus && corpusFingerprint(corpus),
    config,
  });
  return { corpus, checkpoint };
}

function runOf({ arm, seed }: ArmJob, report: Report): ArmRun & { adapter: string } {
  const { adapter, evaluations, results, corpusFingerprint: corpus } = report as Report & Pick<ArmRun, 'results'>;
  return {
    arm: arm.id,
    seed,
    adapter,
    corpus,
    evaluations: evaluations.map(({ phase, step, skipped, ...metrics }) => ({
      phase,
      step,
      skipped,
      metrics: metrics as Record<string, number | null>,
    })),
    results,
  };
}

function commandLine({ experiment, arms, seeds, preset, changes }: ExperimentOptions): string {
  const words = [
    experiment.id,
    ...(arms === undefined ? [] : ['--arms', arms]),
    '--seeds',
    seeds.join(','),
    ...(preset === undefined ? [] : ['--preset', preset]),
    ...changes.flatMap((change) => ['--set', change]),
  ];
  return `npm run experiment -- ${words.join(' ')}`;
}

/** The lines of a run among others: its evaluations, without the steps between them. */
class JobProgress extends Progress {
  constructor(private readonly name: string) {
    super();
  }
  override stage(): void {}
  override step(): void {}
  override end(): void {}
  override line(text: string): void {
    console.log(`${this.name}: ${text}`);
  }
}
