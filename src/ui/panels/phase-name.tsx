/** The name of a phase, with plain words beside it where the system has them. */

import { useStrings } from '../i18n/language-context.tsx';

export function PhaseName({ system, phase, plain }: { system: string; phase: string; plain: string | undefined }) {
  const t = useStrings();
  const words = t.phasePlain(system, phase);
  return (
    <>
      {t.phaseName(system, phase)}
      {words && <span className={plain}> {words}</span>}
    </>
  );
}
