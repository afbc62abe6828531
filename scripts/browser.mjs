/**
 * Finding a Chromium to run tests and the command line in: CHROME_PATH, then Chrome or Chromium on the
 * usual paths, then Playwright's own; on Debian as root, `apt-get install chromium` as a last resort.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const usualPaths = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  `${process.env.PROGRAMFILES ?? 'C:\\Program Files'}\\Google\\Chrome\\Application\\chrome.exe`,
];

/** Flags with which headless Chromium offers WebGPU, with the software adapter unless RETROGRAD_GPU=hardware is set. */
export const browserFlags = [
  '--headless=new',
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  ...(process.env.RETROGRAD_GPU === 'hardware' ? [] : ['--use-webgpu-adapter=swiftshader']),
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
];

/**
 * Flags for the command line and the end-to-end tests: on the software adapter, kernels without the browser's checks of every index. They take two fifths of the time
 * there and change no result of a kernel that keeps to its buffers. GPU tests and the bench keep them, as every page of a visitor has them.
 */
export const quickFlags = [
  ...browserFlags,
  ...(process.env.RETROGRAD_GPU === 'hardware' ? [] : ['--enable-dawn-features=disable_robustness']),
];

/** The path of a browser that is already on this machine, or undefined. */
export async function installedBrowser() {
  const chosen = process.env.CHROME_PATH;
  if (chosen) {
    if (!existsSync(chosen))
      throw new Error(`CHROME_PATH names ${chosen}, which does not exist: correct it or unset it.`);
    return chosen;
  }
  const usual = usualPaths.find((path) => existsSync(path));
  if (usual) return usual;
  const { chromium } = await import('playwright-core');
  const own = chromium.executablePath();
  return own && existsSync(own) ? own : undefined;
}

function isDebianRoot() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    return /ID(_LIKE)?=.*debian/.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/** A browser's path. Installs Debian's `chromium` if that is possible; otherwise throws an error that names the fix. */
export async function findBrowser() {
  const found = await installedBrowser();
  if (found) return found;
  if (isDebianRoot()) {
    console.error('No browser found: installing Debian’s chromium …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const installed = await installedBrowser();
    if (installed) return installed;
  }
  throw new Error('No Chrome or Chromium found. Install one, or set CHROME_PATH to the executable.');
}
