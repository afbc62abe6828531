import base from './playwright.config.ts';
const { webServer: _, ...rest } = base as any;
export default { ...rest, testDir: '/tmp/wt/fifteen/e2e', outputDir: '/tmp/pw-reuse' };
