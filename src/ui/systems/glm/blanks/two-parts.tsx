/** Part A and Part B as the model reads them: tokens, both positions, targets and their losses; and the mask. */
import { useMemo } from 'react';
import type { GlmSample } from '../../../../systems/glm/probes.ts';
import { MaskGrid } from '../../../charts/mask/mask-grid.tsx';
import type { Cell } from '../../../charts/mask/mask-layout.ts';
import { useWorkbench } from '../../../context.ts';
import { useFormats } from '../../../i18n/language-context.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { type StripRow, TokenStrip } from '../../../widgets/token-strip.tsx';
import { blanksStore } from './blanks-state.ts';
import { spanOfMask, spansOfB } from './spans.ts';
import styles from './two-parts.module.css';
import type { BlanksWords } from './words/en.ts';
import { useBlanksWords } from './words/use-blanks-words.ts';

interface PartsProps {
  sample: GlmSample;
  /** The token that is lit in strips and mask; null: none. */
  lit: number | null;
  onLit(i: number | null): void;
}

/** Colours of the parts. */
const tones = { a: 0, b: 2 } as const;

export function TwoParts({ sample, lit, onLit }: PartsProps) {
  const t = useBlanksWords();
  const format = useFormats();
  const { tokens, first, second, targets, losses } = sample;
  const masks = spanOfMask(sample);
  const names = tokens.map((token, i) => (masks[i] == null ? token : `${token} ${masks[i] + 1}`));
  const positions: StripRow[] = [
    { is: t.definitions.first, values: first.map(String) },
    { is: t.definitions.second, values: second.map(String) },
  ];
  const predicted: StripRow[] = [
    ...positions,
    { is: t.definitions.target, values: targets },
    {
      is: t.definitions.loss,
      values: losses.map((loss) => (loss === null ? null : format.number(loss, 2))),
      strengths: losses.map((loss) => (loss === null ? null : Math.exp(-loss))),
    },
  ];
  const common = { tokens: names, lit, onLit };
  return (
    <Panel title={t.twoParts}>
      <div className={styles.parts} data-testid="two-parts">
        <TokenStrip
          {...common}
          title={t.partA}
          tone={tones.a}
          first={0}
          end={sample.partB}
          rows={positions}
          hasHeads
          isStrong={(i) => masks[i] != null}
        />
        <div className={styles.spans}>
          {spansOfB(sample).map(({ first: from, end }, i) => (
            <TokenStrip
              key={from}
              {...common}
              title={t.partB(i + 1)}
              tone={tones.b}
              first={from}
              end={end}
              rows={predicted}
              hasHeads={i === 0}
            />
          ))}
        </div>
      </div>
      <p className={styles.about}>{t.twoPartsAbout}</p>
    </Panel>
  );
}

/** Why a query sees a key or does not; null where the rule says otherwise than the mask. */
export function whyInBlanks({ row, column }: Cell, isSeen: boolean, begin: number): keyof BlanksWords['why'] | null {
  if ((column < begin || (row >= begin && column <= row)) !== isSeen) return null;
  if (row === column) return 'itself';
  if (column < begin) return 'all';
  if (row < begin) return 'blind';
  return column < row ? 'earlierB' : 'laterB';
}

export function BlanksMask({ className, sample, lit, onLit }: PartsProps & { className: string }) {
  const t = useBlanksWords();
  const store = blanksStore(useWorkbench());
  const { mask, tokens, partB: begin } = sample;
  const partOf = useMemo(() => tokens.map((_, i) => (i < begin ? 0 : 1)), [tokens, begin]);
  return (
    <Panel title={t.mask} className={className}>
      <MaskGrid
        mask={mask}
        tokens={tokens}
        parts={[
          { name: t.parts.a, tone: tones.a },
          { name: t.parts.b, tone: tones.b },
        ]}
        partOf={partOf}
        label={t.maskLabel}
        why={(cell, isSeen) => {
          const why = whyInBlanks(cell, isSeen, begin);
          return why && t.why[why];
        }}
        row={lit}
        onRow={onLit}
        onCell={(cell) => store.setState({ cell })}
      />
    </Panel>
  );
}
