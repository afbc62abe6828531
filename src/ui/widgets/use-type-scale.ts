/** How much larger than usual the type is: for charts, whose sizes are in pixels. The theme makes everything else larger. */

import { useUi } from '../context.ts';

/** As `font-size` of the projector in theme.css. */
const projectorScale = 1.25;

export function useTypeScale(): number {
  return useUi(({ projector }) => projector) ? projectorScale : 1;
}
