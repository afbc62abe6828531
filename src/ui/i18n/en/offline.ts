/** Words about use without a network, and about new versions. */
import { whole } from './numbers.ts';

export const offline = {
  action: 'Use without a network',
  none: 'This browser does not keep the page, so it needs a network.',
  some: (kept: number, of: number) =>
    `${whole(kept)} of ${whole(of)} files are kept in this browser; the rest is on its way. Ask again in a moment.`,
  all: 'Everything is kept in this browser: the page opens, plays and trains without a network.',
  newVersion: 'A new version of the page is ready.',
  newVersionKeeps: 'Training goes on until you reload, and your run is kept.',
  reload: 'Reload',
};
