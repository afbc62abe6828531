/** Steps and FLOPs of every pre-training and of the format, and what each model can do on held-out texts. */

import { newest, type PhaseCompute } from '../../../labs/pretrainings.ts';
import { useSession } from '../../context.ts';
import { useFormats, useStrings } from '../../i18n/language-context.tsx';
import { Sentences } from '../../widgets/sentences.tsx';
import frame from '../lab-frame.module.css';
import { useLabAddress } from '../use-lab-address.ts';
import styles from './pretrainings-lab.module.css';
import { usePretrainingsWords } from './words/use-pretrainings-words.ts';

const metrics = { decoder: 'nextAccuracy', encoder: 'maskedAccuracy', encoderDecoder: 'spansExact' } as const;

const giga = 1e9;

export function Compute({ compute }: { compute: readonly PhaseCompute[] }) {
  const t = usePretrainingsWords();
  const all = useStrings();
  const format = useFormats();
  const masks = useLabAddress('masks');
  const evaluations = useSession((state) => state.evaluations);
  const measured = (phase: string) => {
    if (!Object.hasOwn(metrics, phase)) return t.none;
    const body = phase as keyof typeof metrics;
    const share = newest(evaluations, metrics[body]);
    return share === null ? t.none : t.measures[body](format.share(share, 2));
  };
  return (
    <section className={frame.part} aria-labelledby="pretrainings-compute">
      <h3 id="pretrainings-compute" className={frame.name}>
        {t.compute}
      </h3>
      <table className={frame.figures} data-testid="pretrainings-compute">
        <thead>
          <tr>
            {[all.evaluations.phase, t.steps, t.perStep, t.total, t.measured].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {compute.map(({ phase, steps, flopsPerStep }) => (
            <tr key={phase}>
              <th scope="row">{all.phaseName('pretraining', phase)}</th>
              <td>{format.count(steps)}</td>
              <td>{format.number(flopsPerStep / giga, 2)}</td>
              <td>{format.number((steps * flopsPerStep) / giga, 1)}</td>
              <td>{measured(phase)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.hint}>
        <Sentences>
          {t.computeHint}
          <a href={masks}>{t.masks}</a>
        </Sentences>
      </p>
    </section>
  );
}
