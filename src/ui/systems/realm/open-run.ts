/** The open run, where it is one of REALM. */
import type { SessionInfo } from '../../../run/records.ts';
import type { SessionState } from '../../../state/session-state.ts';

export function openRealmRun({ info }: SessionState): SessionInfo | null {
  return info?.config.system === 'realm' ? info : null;
}
