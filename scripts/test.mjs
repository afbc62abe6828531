/** `npm test`: everything that must pass, the fastest checks first. */
import { spawn } from 'node:child_process';
import { findBrowser } from './browser.mjs';

/**
 * Lanes of one step go on side by side, the commands of a lane one after the other: types need one core, so that the page of the end-to-end tests is
 * built meanwhile; unit tests need one, and the GPU tests mostly another.
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
    [['vitest', 'run', '--project', 'gpu']],
    [['vitest', 'run', '--project=unit*', '--maxWorkers', '1']],
  ],
  ['end-to-end tests', [['playwright', 'test']]],
];
// Playwright builds the page itself where it is called alone
process.env.RETROGRAD_BUILT = '1';

process.env.CHROME_PATH = await findBrowser();

/**
 * Runs a command; what one that is not shown says is printed as a whole at its end.
 * @param {string[]} command
 * @param {boolean} isShown
 * @returns {Promise<number>} its exit status
 */
function run(command, isShown) {
  return new Promise((resolve) => {
    const child = spawn('npx', ['--no-install', ...command], {
      stdio: isShown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    /** @type {Buffer[]} */
    const said = [];
    child.stdout?.on('data', (part) => said.push(part));
    child.stderr?.on('data', (part) => said.push(part));
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('close', (status) => {
      process.stdout.write(Buffer.concat(said));
      resolve(status ?? 1);
    });
  });
}

for (const [name, ...lanes] of /** @type {[string, ...string[][][]][]} */ (steps)) {
  console.log(`\n— ${name}`);
  /** @type {string[]} */
  const failed = [];
  await Promise.all(
    lanes.map(async (commands, lane) => {
      for (const command of commands) {
        if ((await run(command, lane === 0)) !== 0) failed.push(command.join(' '));
      }
    }),
  );
  if (failed.length > 0) {
    console.error(`\n${name} failed (${failed.join('; ')})`);
    process.exit(1);
  }
}
console.log('\nEverything passed.');
