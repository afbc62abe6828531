/** What page and service worker say to each other. */

/** `hello`: asks how things stand; `entry` is the address of the page's first script. `keep-all`: keep the largest files, too. */
export type PageMessage = { type: 'hello' | 'keep-all'; entry: string };

/** How things stand for the page that asked. */
export interface WorkerMessage {
  type: 'standing';
  /** Whether the page is of the version that the worker keeps. */
  isCurrent: boolean;
  /** Files that are kept, of how many. */
  kept: number;
  of: number;
}
