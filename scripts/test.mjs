/** `npm test`: everything that must pass, the fastest checks first. */
import { spawn } from 'node:child_process';
import { findBrowser } from './browser.mjs';

/** @param {1 | 2 | 3 | 4} quarter */
const gpuTests = (quarter) => ['vitest', 'run', '--project', 'gpu', '--shard', `${quarter}/4`];

/**
 * Lanes of one step go on side by side, the commands of a lane one after the other: types need one core, so that the page of the end-to-end tests is
 * built meanwhile; unit tests and a quarter of the GPU tests take as long as the other three quarters.
 */
const steps = [
  [
    'types, lint and the build',
    [['tsc', '--noEmit']],
    [
      ['biome', 'ci', '.'],
      ['vite', 'build', '--logLevel', 'error'],
    ],
  ],
  [
    'GPU tests and unit tests',
    [gpuTests(1), gpuTests(2), gpuTests(3)],
    [
      ['vitest', 'run', '--project=unit*', '--maxWorkers', '1', '--reporter', 'dot'],
      [...gpuTests(4), '--reporter', 'dot'],
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
 * @returns {Promise<{ status: number, said: Buffer }>}
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
      resolve({ status: 1, said: Buffer.from(`${error.message}\n`) });
    });
    child.on('close', (status) => resolve({ status: status ?? 1, said: Buffer.concat(said) }));
  });
}

for (const [name, ...lanes] of /** @type {[string, ...string[][][]][]} */ (steps)) {
  console.log(`\n— ${name}`);
  const outcomes = await Promise.all(
    lanes.map(async (commands, lane) => {
      const ran = [];
      for (const command of commands) ran.push({ command, ...(await run(command, lane === 0)) });
      return ran;
    }),
  );
  // what failed is said last, where one looks
  const ran = outcomes.flat().toSorted((a, b) => Number(a.status !== 0) - Number(b.status !== 0));
  for (const { said } of ran) process.stdout.write(said);
  const failed = ran.filter(({ status }) => status !== 0).map(({ command }) => command.join(' '));
  if (failed.length > 0) {
    console.error(`\n${name} failed (${failed.join('; ')})`);
    process.exit(1);
  }
}
console.log('\nEverything passed.');
