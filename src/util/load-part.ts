/** Code that is loaded when it is first needed. */
import { RetrogradError } from './errors.ts';
import { sentence } from './sentence.ts';

/**
 * What `load`, an `import()`, gives. Throws `part-missing` where it fails: the network is away, or the page that is open is older than what the
 * server has.
 */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new RetrogradError(
      'part-missing',
      sentence`A part of the page could not be loaded: the network is away, or there is a new version. Reload the page.`,
      { cause },
    );
  }
}
