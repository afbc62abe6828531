/** The code that reads checkpoints is loaded when the first one is read. */
import { loadPart } from '../util/load-part.ts';

/** Throws `part-missing`. */
export const checkpointReader = () => loadPart(() => import('../run/checkpoint.ts'));
