/** The address of a lab, with everything else as it is. */
import { encodeAddress } from '../../state/url.ts';
import { restOfAddress } from '../address.ts';
import { useSession, useUi } from '../context.ts';

/** The page on which the labs stand. */
export const labsPage = 'basics';

export function useLabAddress(lab: string): string {
  const lesson = useUi((state) => state.lesson);
  const look = useUi((state) => state.look);
  const draft = useSession((state) => state.draft);
  return `#${encodeAddress(draft, labsPage, { lab }, lesson, restOfAddress({ page: labsPage, look, moment: null }))}`;
}
