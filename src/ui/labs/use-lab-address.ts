/** The address of a lab, or of the list of all, with everything else as it is. */
import { encodeAddress } from '../../state/url.ts';
import { restOfAddress } from '../address.ts';
import { useSession, useUi } from '../context.ts';

/** The page on which the labs stand. */
export const labsPage = 'basics';

/** null: no lab is chosen. */
export function useLabAddress(lab: string | null): string {
  const lesson = useUi((state) => state.lesson);
  const look = useUi((state) => state.look);
  const draft = useSession((state) => state.draft);
  const places: Record<string, string> = lab === null ? {} : { lab };
  return `#${encodeAddress(draft, labsPage, places, lesson, restOfAddress({ page: labsPage, look, moment: null }))}`;
}
