/** The command line's options: read, checked, and turned into a configuration; every error is one clear line. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { measuredBy } from '../src/run/metrics.ts';
import type { CheckpointFiles, RunConfig } from '../src/run/records.ts';
import { applySetting } from '../src/run/settings.ts';
import { parseCondition, type StopCondition } from '../src/run/stop-condition.ts';
import { defaultPreset, readConfig, resolvePreset } from '../src/systems/presets.ts';
import { systemOf, systems } from '../src/systems/registry.ts';
import { bundledCorpora, type Corpus } from '../src/text/corpus/corpus.ts';
import { RetrogradError } from '../src/util/errors.ts';
import { parseOptions } from './arguments.ts';
import { checkpointNames, isCheckpointZip, readCheckpoint } from './checkpoint-folder.ts';
import { corpusIn, importPath } from './corpus-path.ts';
import { checkOutputFile, checkOutputFolder } from './output.ts';
import { initOfPreset } from './preset-init.ts';

const presetLines = systems.map(({ id, presets }) => `${id}: ${presets.map(({ name }) => name).join(', ')}`);

export const usage = `npm run train -- [options]
  --preset NAME       what is trained (default ${defaultPreset}). Presets by system:
                        ${presetLines.join('\n                        ')}
  --corpus ID|PATH    bios, atlas, or a folder, a zip or a file to import
  --seed N            seed of every random draw (default 1)
  --steps N           steps of the main phase
  --until CONDITION   stop when it is met, e.g. 'heldOutAccuracy>=.9' or 'steps>=500' (may be repeated)
  --set key=value     any setting, e.g. --set joint.refreshEvery=25 (may be repeated)
  --json FILE         write the run's figures to FILE, after every evaluation; a resumed run adds to them
  --checkpoint DIR    write a checkpoint to DIR after every evaluation; resume from it if there is one. A zip of the page is
                      resumed from, with the corpus in it, and is left as it is
  --init DIR          begin with the models of the checkpoint in DIR, e.g. fine-tune what --preset bios has trained
  --beside DIR        rank the same questions with the retriever of the checkpoint in DIR, e.g. REALM's beside --preset llara
  --help              this text`;

export interface Options {
  config: RunConfig;
  corpus?: Corpus;
  /** The run stops when one of them is met. */
  until: StopCondition[];
  /** What the import left out, by reason. */
  imported: Record<string, number>;
  json?: string;
  checkpointFolder?: string;
  checkpoint?: CheckpointFiles;
  /** With whose models a new run begins. */
  init?: CheckpointFiles;
  /** Whose retriever stands beside the run. */
  beside?: CheckpointFiles;
}

/** Throws `bad-option`, `bad-corpus` or `bad-checkpoint`; null if only help is requested. */
export function readOptions(args: string[]): Options | null {
  const values = parseOptions(args, options);
  if (values.help) return null;
  if (values.json !== undefined) checkOutputFile('--json', values.json);
  const isZip = values.checkpoint !== undefined && isCheckpointZip(values.checkpoint);
  if (values.checkpoint !== undefined && !isZip) checkOutputFolder('--checkpoint', values.checkpoint);
  const checkpoint = values.checkpoint === undefined ? undefined : readCheckpoint(values.checkpoint);
  const { config, corpus, imported, init } = resolveRun(values, checkpoint);
  const { metrics } = measuredBy(systemOf(config), config);
  const until = (values.until ?? []).map((text) => parseCondition(text, metrics));
  return {
    config,
    corpus,
    until,
    imported,
    json: values.json,
    checkpointFolder: isZip ? undefined : values.checkpoint,
    checkpoint,
    init,
    beside: values.beside === undefined ? undefined : readWhole('--beside', values.beside),
  };
}

/** The options that choose a configuration. */
interface RunValues {
  preset?: string;
  corpus?: string;
  seed?: string;
  steps?: string;
  set?: string[];
  checkpoint?: string;
  init?: string;
}

/** The configuration of a run, and its corpus if that is imported. Throws `bad-option`, `bad-corpus` or `bad-checkpoint`. */
export function resolveRun(
  values: RunValues,
  checkpoint: CheckpointFiles | undefined,
): Pick<Options, 'config' | 'corpus' | 'imported' | 'init'> {
  let config =
    checkpoint && values.preset === undefined
      ? readConfig(parseConfig(checkpoint.config, values.checkpoint!))
      : resolvePreset(values.preset ?? presetFor(values.corpus));
  const { settings, stepsKey, conflicts, beginFrom, id } = systemOf(config);
  const init = values.init === undefined ? undefined : readWhole('--init', values.init);
  if (init && values.init !== undefined) {
    if (!beginFrom)
      throw new RetrogradError('bad-option', `--init: a run of ${id} begins with models of its own: leave --init out.`);
    config = beginFrom(config, readConfig(parseConfig(init.config, values.init)));
  }
  let corpus: Corpus | undefined;
  let imported: Record<string, number> = {};
  if (values.corpus !== undefined) {
    if (looksLikePath(values.corpus)) ({ corpus, skipped: imported } = importPath(values.corpus));
    config = { ...config, corpus: corpus?.manifest.id ?? values.corpus };
  }
  if (values.corpus === undefined && values.checkpoint !== undefined && isCheckpointZip(values.checkpoint)) {
    corpus = corpusIn(values.checkpoint);
  }
  if (values.seed !== undefined) config = applySetting(settings, config, `seed=${values.seed}`);
  if (values.steps !== undefined) config = applySetting(settings, config, `${stepsKey}=${values.steps}`);
  for (const setting of values.set ?? []) config = applySetting(settings, config, setting);
  if (!corpus && !bundledCorpora.some((id) => id === config.corpus)) {
    throw new RetrogradError(
      'bad-corpus',
      `There is no corpus “${config.corpus}” here: choose one of ${bundledCorpora.join(', ')}, or name its file or folder with --corpus.`,
    );
  }
  const [conflict] = conflicts(config);
  if (conflict) throw new RetrogradError('bad-option', conflict);
  return { config, corpus, imported, init: init ?? (checkpoint ? undefined : initOfPreset(config)) };
}

/** The checkpoint that an option names. Throws `bad-option` where there is none. */
function readWhole(option: string, folder: string): CheckpointFiles {
  const files = readCheckpoint(folder);
  if (!files) throw new RetrogradError('bad-option', `${option}: ${folder} holds no checkpoint. Check the path.`);
  return files;
}

/** The default preset; for natural text, the preset of its system with the settings for such text. */
function presetFor(corpus?: string): string {
  const config = resolvePreset(defaultPreset);
  return corpus === undefined || corpus === config.corpus ? defaultPreset : systemOf(config).ownText;
}

export function parseConfig(text: string, folder: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RetrogradError(
      'bad-checkpoint',
      `${join(folder, checkpointNames.config)} is not JSON: save the checkpoint again.`,
    );
  }
}

const options = {
  preset: { type: 'string' },
  corpus: { type: 'string' },
  seed: { type: 'string' },
  steps: { type: 'string' },
  until: { type: 'string', multiple: true },
  set: { type: 'string', multiple: true },
  json: { type: 'string' },
  checkpoint: { type: 'string' },
  init: { type: 'string' },
  beside: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const looksLikePath = (name: string) => /[./\\]/.test(name) || existsSync(name);
