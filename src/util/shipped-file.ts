/** Files that come with the page: recordings, checkpoints, corpora. Whoever meets a damaged one has no other to choose, and no command to make it again. */
import { RetrogradError } from './errors.ts';
import { sentence } from './sentence.ts';

/** `cause`: the fault, with a remedy for those who made the file. */
export const damagedFile = (name: string, cause: unknown): RetrogradError =>
  new RetrogradError(
    'part-missing',
    sentence`${name}, which comes with the page, is damaged: reload the page. If it stays damaged, tell whoever serves the page.`,
    { cause },
  );

/** What `read` makes of a file that comes with the page. Throws `part-missing` where it throws. */
export function readShipped<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw damagedFile(name, cause);
  }
}
