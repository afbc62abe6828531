/** `npm run compare`: pairs of runs on the same corpus, example by example. */
import { readFileSync } from 'node:fs';
import { compareResults } from '../src/run/comparison.ts';
import type { ExampleResults } from '../src/run/records.ts';
import { readConfig } from '../src/systems/presets.ts';
import { systemOf } from '../src/systems/registry.ts';
import { RetrogradError } from '../src/util/errors.ts';
import { z } from '../src/util/zod.ts';
import { parseArguments } from './arguments.ts';
import { checkOutputFile, writeWhole } from './output.ts';
import { comparisonLines } from './results-lines.ts';

const usage = `npm run compare -- A.json B.json [A2.json B2.json ...] [options]
  A.json, B.json      reports of npm run train (--json) on the same corpus; further pairs, e.g. of other seeds, are compared together
                      with them
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
    if (paths.length === 0 || paths.length % 2 === 1) {
      throw new RetrogradError('bad-option', `Name two reports, or pairs of them, not ${paths.length}. See --help.`);
    }
    if (at !== 'start' && at !== 'end') throw new RetrogradError('bad-option', `--at is start or end, not ${at}.`);
    if (json !== undefined) checkOutputFile('--json', json);
    const pairs = Array.from({ length: paths.length / 2 }, (_, i) => {
      const own = paths.slice(2 * i, 2 * i + 2);
      const [a, b] = own.map(readReport) as [NamedReport, NamedReport];
      if (a.corpus !== b.corpus) {
        throw new RetrogradError(
          'bad-option',
          `${own[0]} and ${own[1]} have other documents or questions: train both on the same corpus (bios is another with each seed and size).`,
        );
      }
      return [a, b] as const;
    });
    const resultsOf = ({ results }: NamedReport) => (at === 'start' ? results[0]! : results.at(-1)!);
    const comparison = compareResults(
      pairs.map(([a, b]) => ({ corpus: a.corpus, first: resultsOf(a), second: resultsOf(b) })),
    );
    if (json !== undefined) writeWhole(json, `${JSON.stringify(comparison, null, 1)}\n`);
    const nameOf = (report: NamedReport) => {
      const { phase, step } = resultsOf(report);
      return `${report.path} (${report.preset}, seed ${report.seed}, ${phase} ${step})`;
    };
    const metrics = pairs.flatMap(([a, b]) => [...a.metrics, ...b.metrics]);
    const names = pairs.map(([a, b]) => [nameOf(a), nameOf(b)] as const);
    console.log(comparisonLines(comparison, metrics, names).join('\n'));
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

const example = { id: z.string(), subject: z.string(), split: z.enum(['development', 'test']) };

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
        questions: z.array(
          z.looseObject({
            ...example,
            heldOut: z.boolean(),
            rank: z.nullable(z.int()),
            realmRank: z.optional(z.nullable(z.int())),
            correct: z.optional(z.boolean()),
            f1: z.optional(z.number()),
          }),
        ),
        // JSON has no NaN: null stands for it
        sentences: z.array(
          z.looseObject({
            ...example,
            correct: z.boolean(),
            logLikelihood: z.nullable(z.number()),
            utility: z.nullable(z.number()),
          }),
        ),
      }),
    )
    .check(z.minLength(1)),
});

type NamedReport = ReturnType<typeof readReport>;

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
    path,
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
