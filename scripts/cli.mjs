/** `npm run realm`: runs cli/realm.ts, compiled by Vite, so that no other TypeScript runner is needed. */
import { runnerImport } from 'vite';

const { module } = await runnerImport('./cli/realm.ts', { configFile: false, logLevel: 'error' });
process.exitCode = await module.main(process.argv.slice(2));
