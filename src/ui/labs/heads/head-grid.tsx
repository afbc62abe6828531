/** All heads side by side: a map of each, its switch, and how much the loss rises without it. */
import { type HeadsAnswers, type HeadsState, type Maps, previousShare } from '../../../labs/heads.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { Defined } from '../../widgets/definitions.tsx';
import styles from './heads-lab.module.css';
import { SmallMap } from './heat-map.tsx';
import { useHeadsWords } from './words/use-heads-words.ts';

export interface HeadGridProps {
  maps: Maps;
  state: Pick<HeadsState, 'off' | 'chosen'>;
  single: HeadsAnswers['single'];
  onChoose(head: number): void;
  onSwitch(head: number): void;
  onLayer(layer: number): void;
  isLayerOff(layer: number): boolean;
}

export function HeadGrid({ maps, state, single, onChoose, onSwitch, onLayer, isLayerOff }: HeadGridProps) {
  const t = useHeadsWords();
  const format = useFormats();
  const places = (count: number) => Array.from({ length: count }, (_, i) => i);
  return places(maps.layers).map((layer) => (
    <section key={layer} className={styles.layer} aria-label={t.layer(layer + 1)}>
      <header className={styles.layerHead}>
        <h3 className={styles.name}>{t.layer(layer + 1)}</h3>
        <button
          type="button"
          className={styles.switch}
          aria-pressed={isLayerOff(layer)}
          data-layer-off={layer}
          onClick={() => onLayer(layer)}
        >
          {t.layerOff(layer + 1)}
        </button>
      </header>
      <ul className={styles.heads}>
        {places(maps.heads).map((h) => {
          const head = layer * maps.heads + h;
          const name = t.name(head, maps.heads);
          const isOff = state.off.includes(head);
          const rise = single[head];
          return (
            <li key={head} className={styles.head} data-head={head} data-off={isOff || undefined}>
              <button
                type="button"
                className={styles.map}
                aria-label={t.enlarge(name)}
                aria-pressed={state.chosen === head}
                onClick={() => onChoose(head)}
              >
                <SmallMap maps={maps} head={head} />
              </button>
              <button
                type="button"
                className={styles.switch}
                aria-pressed={isOff}
                aria-label={t.off(name)}
                onClick={() => onSwitch(head)}
              >
                {t.offShort}
              </button>
              <dl className={styles.facts}>
                <div>
                  <dt>
                    <Defined is={t.definitions.rise}>{t.definitions.rise.short}</Defined>
                  </dt>
                  <dd data-testid="heads-rise">{rise === undefined ? '–' : format.signed(rise)}</dd>
                </div>
                <div>
                  <dt>
                    <Defined is={t.definitions.previous}>{t.definitions.previous.short}</Defined>
                  </dt>
                  <dd>{format.probability(previousShare(maps, head))}</dd>
                </div>
              </dl>
            </li>
          );
        })}
      </ul>
    </section>
  ));
}
