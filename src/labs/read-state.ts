/** Reading a lab's state from JSON: `Lab.read` from a schema. */
import type { z } from '../util/zod.ts';

/** Null for what does not fit the schema. */
export function readBy<State>(schema: z.ZodMiniType<State>): (json: unknown) => State | null {
  return (json) => {
    const { success, data } = schema.safeParse(json);
    return success ? data : null;
  };
}
