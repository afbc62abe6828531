/** `node scripts/bench.mjs NAME …`: runs bench/NAME.ts, compiled by Vite, so that no other TypeScript runner is needed. */
import { runnerImport } from 'vite';

// without this Vite sets it to development, and the page would be built in that mode
process.env.NODE_ENV = 'production';
const { module } = await runnerImport(`./bench/${process.argv[2]}.ts`, { configFile: false, logLevel: 'error' });
const status = await module.main(process.argv.slice(3));
// Dawn keeps Node alive
process.exit(status);
