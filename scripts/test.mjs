/** `npm test`: everything that must pass, the fastest checks first. */
import { spawn } from 'node:child_process';
import { findBrowser } from './browser.mjs';

/** Commands of one step go on side by side: unit tests need one core, GPU tests mostly another. */
const steps = [
  ['types', ['tsc', '--noEmit']],
  ['lint', ['biome', 'ci', '.']],
  [
    'GPU tests and unit tests',
    ['vitest', 'run', '--project', 'gpu'],
    ['vitest', 'run', '--project', 'unit', '--maxWorkers', '1'],
  ],
  ['end-to-end tests', ['playwright', 'test']],
];

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

for (const [name, ...commands] of /** @type {[string, ...string[][]][]} */ (steps)) {
  console.log(`\n— ${name}`);
  const statuses = await Promise.all(commands.map((command, i) => run(command, i === 0)));
  const failed = commands.filter((_, i) => statuses[i] !== 0).map((command) => command.join(' '));
  if (failed.length > 0) {
    console.error(`\n${name} failed (${failed.join('; ')})`);
    process.exit(1);
  }
}
console.log('\nEverything passed.');
