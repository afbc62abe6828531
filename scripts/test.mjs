/** `npm test`: everything that must pass, the fastest checks first. */
import { spawnSync } from 'node:child_process';
import { findBrowser } from './browser.mjs';

const steps = [
  ['types', 'tsc', ['--noEmit']],
  ['lint', 'biome', ['ci', '.']],
  ['unit and GPU tests', 'vitest', ['run']],
  ['end-to-end tests', 'playwright', ['test']],
];

process.env.CHROME_PATH = await findBrowser();
for (const [name, command, args] of steps) {
  console.log(`\n— ${name}`);
  const { status } = spawnSync('npx', ['--no-install', command, ...args], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(`\n${name} failed (${command} ${args.join(' ')})`);
    process.exit(1);
  }
}
console.log('\nEverything passed.');
