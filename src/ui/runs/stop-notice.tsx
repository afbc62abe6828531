/** Says why a run has paused by itself, and goes on without the condition. */

import { Button } from 'react-aria-components';
import { useSession, useWorkbench } from '../context.ts';
import { metricFormat } from '../format.ts';
import { useFormats, useStrings } from '../i18n/language-context.tsx';
import notices from '../panels/notices.module.css';
import button from '../widgets/button.module.css';

export function StopNotice() {
  const t = useStrings();
  const format = useFormats();
  const { session } = useWorkbench();
  const met = useSession((state) => state.met);
  const measured = useSession((state) => state.measured);
  if (!met || !measured) return null;
  const { condition, value, at, isAlready } = met;
  const { system } = measured.config;
  const metric = measured.metrics.find(({ id }) => id === condition.metric);
  const written = metric ? metricFormat(metric, format) : format.count;
  const name = metric ? t.metricWords(system, metric.id, metric).name : t.runs.until.stepCount;
  const is = condition.is === '>=' ? '≥' : '≤';
  const words = [
    t.runs.until.condition(name, is, written(condition.value)),
    written(value),
    t.atStep(t.phaseName(system, at.phase), at.step),
  ] as const;
  const goOn = async () => {
    await session.setUntil([]);
    await session.play();
  };
  return (
    <output className={notices.notice} data-testid="met">
      <p className={notices.words}>{isAlready ? t.runs.until.already(...words) : t.runs.until.met(...words)}</p>
      <Button
        className={`${button.button} ${button.plain}`}
        onPress={() => void goOn().catch((error) => session.fail(error))}
      >
        {t.runs.until.goOn}
      </Button>
    </output>
  );
}
