/**
 * `node scripts/cli.mjs NAME …`: runs cli/NAME.ts, compiled by Vite, so that no other TypeScript runner is needed. With RETROGRAD_MODE=test it
 * also has the toy system of the tests.
 */
import { runnerImport } from 'vite';

// without this Vite sets it to development, and the page would be built in that mode
process.env.NODE_ENV = 'production';
const mode = process.env.RETROGRAD_MODE === 'test' ? 'test' : 'production';
const { module } = await runnerImport(`./cli/${process.argv[2]}.ts`, { mode, configFile: false, logLevel: 'error' });
process.exitCode = await module.main(process.argv.slice(3));
