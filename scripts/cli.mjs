/** `node scripts/cli.mjs NAME …`: runs cli/NAME.ts, compiled by Vite, so that no other TypeScript runner is needed. */
import { runnerImport } from 'vite';

const { module } = await runnerImport(`./cli/${process.argv[2]}.ts`, { configFile: false, logLevel: 'error' });
process.exitCode = await module.main(process.argv.slice(3));
