/** Accuracy by the number of examples: at the newest evaluation, at those before it, and what is exact. */
import { useMemo } from 'react';
import { byExamples, measuresUnseen, mostShown } from '../../../labs/in-context.ts';
import type { ChartSeries } from '../../charts/chart-lines.ts';
import { useSession } from '../../context.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { CurveFigure } from './curve-figure.tsx';
import styles from './in-context-lab.module.css';
import { useInContextWords } from './words/use-in-context-words.ts';

/** 0, 1, … examples. */
const counts = Float64Array.from({ length: mostShown + 1 }, (_, k) => k);

export function ByExamplesChart() {
  const t = useInContextWords().curve;
  const format = useFormats();
  const evaluations = useSession((state) => state.evaluations);
  const isUnseen = useSession(({ info }) => measuresUnseen(info?.config));
  const newest = evaluations.at(-1);
  const lines = useMemo(() => {
    if (!newest) return null;
    const line = (
      label: string,
      part: Parameters<typeof byExamples>[1],
      rest: Partial<ChartSeries>,
      of = newest,
    ): ChartSeries => ({
      ...{
        label,
        x: counts,
        y: byExamples(of.metrics, part),
        colour: part === 'accuracy' || part === 'exact' ? '--pull' : '--push',
      },
      ...rest,
    });
    return {
      earlier: evaluations
        .slice(0, -1)
        .map((evaluation) => line(t.earlier, isUnseen ? 'unseen' : 'accuracy', { faint: true }, evaluation)),
      named: [
        line(t.exact, 'exact', { dash: [4, 3] }),
        line(t.elimination, 'elimination', { dash: [4, 3] }),
        // with evaluation.tasks=unseen the accuracy is that of the other line
        ...(isUnseen ? [] : [line(t.known, 'accuracy', { dots: true })]),
        line(t.unseen, 'unseen', { dots: true }),
      ],
    };
  }, [evaluations, newest, isUnseen, t]);
  if (!newest || !lines) return <p className={styles.told}>{t.none}</p>;
  return (
    <CurveFigure
      {...{ testId: 'in-context-curve', step: newest.step, name: t.name, summary: t.summary, count: t.count }}
      caption={t.at(format.count(newest.step))}
      {...lines}
      range={[0, 1]}
      format={format.share}
    >
      <p className={styles.told} data-testid="in-context-repeated">
        {t.repeated(format.share(newest.metrics.repeated ?? Number.NaN, 3))}
      </p>
    </CurveFigure>
  );
}
