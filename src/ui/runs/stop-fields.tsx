/** When a run that plays is to pause: a metric that reaches a value, a number of steps, or whichever comes first. */

import { useState } from 'react';
import { maxSteps } from '../../run/common-settings.ts';
import { type StopCondition, stepCount } from '../../run/stop-condition.ts';
import { describeRun } from '../../state/run-description.ts';
import { useSession, useWorkbench } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import setup from '../panels/setup.module.css';
import { NumberField, SelectField } from '../widgets/fields.tsx';
import styles from './stop-fields.module.css';

const never = '';

/** Good values are high where they are shares; a loss is to fall. */
function firstCondition(metric: string, isShare: boolean): StopCondition {
  return isShare ? { metric, is: '>=', value: 0.9 } : { metric, is: metric === 'loss' ? '<=' : '>=', value: 1 };
}

export function StopFields() {
  const t = useStrings();
  const words = t.runs.until;
  const { session } = useWorkbench();
  const draft = useSession((state) => state.draft);
  const until = useSession((state) => state.until);
  const [wasSet] = useState(until.length > 0);
  const { metrics } = describeRun(draft);
  const onMetric = until.find(({ metric }) => metric !== stepCount) ?? null;
  const onSteps = until.find(({ metric }) => metric === stepCount) ?? null;
  const set = (metric: StopCondition | null, steps: StopCondition | null) => {
    session.setUntil([metric, steps].filter((one) => one !== null)).catch((error) => session.fail(error));
  };
  const chosen = metrics.find(({ id }) => id === onMetric?.metric);
  const isAveraged = chosen !== undefined && !chosen.at.includes('evaluation');
  return (
    <details className={styles.stop} open={wasSet}>
      <summary>{words.title}</summary>
      <div className={setup.fields}>
        <SelectField
          name="until-metric"
          label={words.metric}
          value={onMetric?.metric ?? never}
          choices={[
            { id: never, label: words.never },
            ...metrics.map((own) => ({ id: own.id, label: t.metricWords(draft.system, own.id, own).name })),
          ]}
          onChange={(id) => {
            const metric = metrics.find((one) => one.id === id);
            set(metric ? firstCondition(id, metric.format === 'share') : null, onSteps);
          }}
        />
        {onMetric && (
          <div className={setup.pair}>
            <SelectField
              name="until-is"
              label={words.is}
              value={onMetric.is}
              choices={[
                { id: '>=', label: `≥ ${words.atLeast}` },
                { id: '<=', label: `≤ ${words.atMost}` },
              ]}
              onChange={(is) => set({ ...onMetric, is: is as StopCondition['is'] }, onSteps)}
            />
            <NumberField
              name="until-value"
              label={words.value}
              value={onMetric.value}
              min={-1e6}
              max={1e6}
              digits={4}
              onChange={(value) => set({ ...onMetric, value }, onSteps)}
            />
          </div>
        )}
        {isAveraged && <p className={setup.note}>{words.averaged}</p>}
        <NumberField
          name="until-steps"
          label={words.steps}
          value={onSteps?.value ?? 0}
          min={0}
          max={maxSteps}
          onChange={(value) => set(onMetric, value > 0 ? { metric: stepCount, is: '>=', value } : null)}
        />
        <p className={setup.note}>{words.noSteps}</p>
      </div>
    </details>
  );
}
