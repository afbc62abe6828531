/** `npm test`: everything that must pass, the fastest checks first. */
import { spawn } from 'node:child_process';
import { findBrowser } from './browser.mjs';

/** The commands of a step are run two at a time, on two cores: each begins when one before it has ended, so the longest come first. */
const steps = [
  [
    'types, lint and the build',
    // types need one core, so that the page of the end-to-end tests is built meanwhile
    [
      ['tsc', '--noEmit'],
      ['biome', 'ci', '.'],
      ['vite', 'build', '--logLevel', 'error'],
    ],
  ],
  [
    'GPU tests and unit tests',
    [
      ['vitest', 'run', '--project=unit*', '--maxWorkers', '1', '--reporter', 'dot'],
      ...[1, 2, 3, 4].map((quarter) => ['vitest', 'run', '--project', 'gpu', '--shard', `${quarter}/4`]),
    ],
  ],
  ['end-to-end tests', [['playwright', 'test']]],
];
// Playwright builds the page itself where it is called alone
process.env.RETROGRAD_BUILT = '1';

process.env.CHROME_PATH = await findBrowser();

/**
 * Runs a command.
 * @param {string[]} command
 * @param {boolean} isShown what it says is printed at once, not returned
 * @returns {Promise<{ command: string[], status: number, said: Buffer }>}
 */
function run(command, isShown) {
  return new Promise((resolve) => {
    const child = spawn('npx', ['--no-install', ...command], {
      stdio: isShown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      env: isShown ? process.env : { ...process.env, NO_COLOR: '1' },
      shell: process.platform === 'win32',
    });
    /** @type {Buffer[]} */
    const said = [];
    child.stdout?.on('data', (part) => said.push(part));
    child.stderr?.on('data', (part) => said.push(part));
    child.on('error', (error) => {
      resolve({ command, status: 1, said: Buffer.from(`${error.message}\n`) });
    });
    child.on('close', (status) => resolve({ command, status: status ?? 1, said: Buffer.concat(said) }));
  });
}

for (const [name, commands] of /** @type {[string, string[][]][]} */ (steps)) {
  console.log(`\n— ${name}`);
  const waiting = [...commands];
  /** @type {Awaited<ReturnType<typeof run>>[]} */
  const ran = [];
  await Promise.all(
    [true, false].map(async (isShown) => {
      for (let next = waiting.shift(); next; next = waiting.shift()) ran.push(await run(next, isShown));
    }),
  );
  // what failed is said last, where one looks
  for (const { said } of ran.toSorted((a, b) => Number(a.status !== 0) - Number(b.status !== 0))) {
    process.stdout.write(said);
  }
  const failed = ran.filter(({ status }) => status !== 0).map(({ command }) => command.join(' '));
  if (failed.length > 0) {
    console.error(`\n${name} failed (${failed.join('; ')})`);
    process.exit(1);
  }
}
console.log('\nEverything passed.');
