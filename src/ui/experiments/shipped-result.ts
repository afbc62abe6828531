/** The results that come with the page: `public/experiments/NAME.json`, made by `npm run experiment -- NAME --json FILE`. */
import { type ExperimentResult, readResult } from '../../experiments/result.ts';

/** Null if none comes with the page, or it cannot be read. */
export async function fetchResult(experiment: string): Promise<ExperimentResult | null> {
  try {
    const response = await fetch(new URL(`experiments/${experiment}.json`, document.baseURI));
    const isJson = response.headers.get('content-type')?.includes('json');
    return response.ok && isJson ? readResult(await response.text(), experiment) : null;
  } catch {
    return null;
  }
}
