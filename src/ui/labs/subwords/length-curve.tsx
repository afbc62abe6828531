/** The size of the vocabulary against the length of the text: each merge adds a piece and shortens the text. */
import { useMemo } from 'react';
import { splitWords, type subwordsOf, writtenLength } from '../../../labs/subwords.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { useFormats } from '../../i18n/language-context.tsx';
import { useTypeScale } from '../../widgets/use-type-scale.ts';
import styles from './subwords-lab.module.css';
import { useSubwordsWords } from './words/use-subwords-words.ts';

export function LengthCurve({ grown }: { grown: NonNullable<ReturnType<typeof subwordsOf>> }) {
  const t = useSubwordsWords();
  const format = useFormats();
  const scale = useTypeScale();
  const { words, vocabulary, merges } = grown;
  const letters = vocabulary.alphabet.length;
  const lengths = useMemo(
    () =>
      Float64Array.from({ length: vocabulary.steps.length + 1 }, (_, n) =>
        writtenLength(splitWords(words, vocabulary, n)),
      ),
    [words, vocabulary],
  );
  const series = useMemo(
    () => [
      { label: t.length, dots: true, colour: '--run-a', x: Float64Array.from(lengths, (_, n) => n), y: lengths },
      {
        label: t.now,
        dots: true,
        colour: '--ink',
        x: Float64Array.of(merges),
        y: lengths.subarray(merges, merges + 1),
      },
    ],
    [lengths, merges, t],
  );
  if (lengths.length < 2) return null;
  return (
    <figure className={styles.curve}>
      <figcaption className={styles.told} data-testid="subwords-length">
        {t.sizes(letters, merges, format.count(lengths[merges]!), format.count(lengths[0]!))}
      </figcaption>
      <LineChart
        series={series}
        from={0}
        to={lengths.length - 1}
        rules={[]}
        height={140}
        range={[0, lengths[0]!]}
        syncKey="subwords"
        format={format.count}
        xAxis
        scale={scale}
        summary={t.curve}
      />
    </figure>
  );
}
