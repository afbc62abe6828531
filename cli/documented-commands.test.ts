/** The commands that the documentation shows: their options and settings exist. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readExperimentOptions } from './experiment-options.ts';
import { resolveRun, usage as trainUsage } from './options.ts';
import { usage as recordUsage } from './record.ts';

const usages: Readonly<Record<string, string>> = { train: trainUsage, record: recordUsage };

interface Command {
  file: string;
  script: string;
  args: string[];
}

/** Every `npm run NAME -- …` up to the end of its line or code, without a remark after two spaces. */
function commandsIn(file: string): Command[] {
  const text = readFileSync(file, 'utf8');
  return Array.from(text.matchAll(/npm run ([a-z:-]+)(?: -- ([^`\n|]*))?/g), ([, script, rest = '']) => ({
    file,
    script: script!,
    args: rest
      .split(/\s#|\s{2,}|…/)[0]!
      .split(/\s+/)
      .filter(Boolean),
  }));
}

const docs = readdirSync('docs').filter((name) => name.endsWith('.md'));
const commands = ['README.md', 'AGENTS.md', ...docs.map((name) => `docs/${name}`)].flatMap(commandsIn);

it('are scripts of the package', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(commands.length).toBeGreaterThan(50);
  for (const { file, script } of commands) expect(Object.keys(scripts), file).toContain(script);
});

it('train and record with options, presets and settings that there are', () => {
  for (const { file, script, args } of commands) {
    const usage = usages[script];
    if (usage === undefined) continue;
    const pairs = args.flatMap((name, i) => (name.startsWith('--') ? [[name.slice(2), args[i + 1]!] as const] : []));
    for (const [name] of pairs) expect(usage, `${file}: ${args.join(' ')}`).toContain(`--${name}`);
    const given = (name: string) => pairs.find(([one]) => one === name)?.[1];
    const set = pairs.flatMap(([name, value]) => (name === 'set' ? [value] : []));
    // files are not there: what is left out of the command names some
    const values = { preset: given('preset'), seed: given('seed'), steps: given('steps'), set };
    expect(() => resolveRun(values, undefined), `${file}: ${args.join(' ')}`).not.toThrow();
  }
});

it('run experiments and arms that there are', () => {
  for (const { file, script, args } of commands) {
    if (script !== 'experiment' || args.includes('NAME')) continue;
    const known = args.map((one) => (one === 'FILE' ? 'masking.json' : one));
    expect(() => readExperimentOptions(known), `${file}: ${args.join(' ')}`).not.toThrow();
  }
});
