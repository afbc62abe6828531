/** `npm run compare`: two runs on the same corpus, example by example. */
import { readFileSync } from 'node:fs';
import { z } from 'zod/mini';
import { compareResults } from '../src/run/comparison.ts';
import type { ExampleResults } from '../src/run/records.ts';
import { readConfig } from '../src/systems/presets.ts';
import { systemOf } from '../src/systems/registry.ts';
import { RetrogradError } from '../src/util/errors.ts';
import { parseArguments } from './arguments.ts';
import { checkOutputFile, writeWhole } from './output.ts';
import { comparisonLines } from './results-lines.ts';

const usage = `npm run compare -- A.json B.json [options]
  A.json, B.json      reports of npm run train (--json) on the same corpus
  --at start|end      which results are compared (default end)
  --json FILE         write the rows of the table to FILE
  --help              this text`;

/** Exit status: 0 done, 2 bad options or input. */
export async function main(args: string[]): Promise<number> {
  try {
    const { arguments: paths, help, at = 'end', json } = parseArguments(args, options);
    if (help) {
      console.log(usage);
      return 0;
    }
    if (paths.length !== 2) {
      throw new RetrogradError('bad-option', `Name two reports, not ${paths.length}. See --help.`);
    }
    if (at !== 'start' && at !== 'end') throw new RetrogradError('bad-option', `--at is start or end, not ${at}.`);
    if (json !== undefined) checkOutputFile('--json', json);
    const [a, b] = [readReport(paths[0]!), readReport(paths[1]!)];
    if (a.corpus !== b.corpus) {
      throw new RetrogradError(
        'bad-option',
        `${paths[0]} and ${paths[1]} have other documents or questions: train both on the same corpus (bios is another with each seed and size).`,
      );
    }
    const results = [a, b].map((one) => (at === 'start' ? one.results[0]! : one.results.at(-1)!));
    const comparison = compareResults(results[0]!, results[1]!);
    if (json !== undefined) writeWhole(json, `${JSON.stringify(comparison, null, 1)}\n`);
    const names = [a, b].map(({ preset, seed }, i) => {
      const { phase, step } = results[i]!;
      return `${paths[i]} (${preset}, seed ${seed}, ${phase} ${step})`;
    });
    const metrics = [...a.metrics, ...b.metrics];
    console.log(comparisonLines(comparison, metrics, [names[0]!, names[1]!]).join('\n'));
    return 0;
  } catch (error) {
    if (!(error instanceof RetrogradError)) throw error;
    console.error(`${error.code}: ${error.message}`);
    return 2;
  }
}

const options = {
  at: { type: 'string' },
  json: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const schema = z.object({
  preset: z.string(),
  seed: z.int(),
  config: z.looseObject({}),
  corpusFingerprint: z.string(),
  results: z
    .array(
      z.looseObject({
        phase: z.string(),
        step: z.int(),
        questions: z.array(z.looseObject({ id: z.string() })),
        sentences: z.array(z.looseObject({ id: z.string() })),
      }),
    )
    .check(z.minLength(1)),
});

/** A report with results. Throws `bad-option`. */
function readReport(path: string) {
  const refused = (what: string, cause?: unknown) => new RetrogradError('bad-option', `${path} ${what}.`, { cause });
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw refused('cannot be read: name a report of npm run train (--json)', cause);
  }
  const parsed = schema.safeParse(parse(text));
  if (!parsed.success) throw refused('has no results of single examples: make it with npm run train and --json');
  const { preset, seed, config, corpusFingerprint, results } = parsed.data;
  return {
    preset,
    seed,
    corpus: corpusFingerprint,
    results: results as unknown as ExampleResults[],
    metrics: systemOf(readConfig(config)).metrics,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
