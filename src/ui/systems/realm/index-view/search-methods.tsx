/** Exact search, HNSW and a ball tree for the same query: what each finds, and what it costs. */

import type { IndexMap } from '../../../../systems/realm/index-map.ts';
import { useFormats } from '../../../i18n/language-context.tsx';
import { ChoiceRow } from '../../../widgets/choice.tsx';
import { Defined, DefinedHead } from '../../../widgets/definitions.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { Sentences } from '../../../widgets/sentences.tsx';
import { realmMetric } from '../words/realm-words.ts';
import type { Methods } from './map-analysis.ts';
import styles from './search-methods.module.css';
import { useIndexWords } from './words/use-index-words.ts';

export type TraceName = 'none' | 'hnsw' | 'tree';

/** Which of the exact best a method has found, by rank. */
function Found({ exact, found }: { exact: ArrayLike<number>; found: ArrayLike<number> }) {
  const t = useIndexWords().methods;
  const has = Array.from(exact, (row) => Array.from(found).includes(row));
  const ranks = (wanted: boolean) => has.flatMap((one, i) => (one === wanted ? [i + 1] : []));
  return (
    <span className={styles.found} role="img" aria-label={t.foundText(ranks(true), ranks(false))}>
      {has.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a rank has no other name
        <span key={i} className={one ? styles.hit : styles.miss}>
          {i + 1}
        </span>
      ))}
    </span>
  );
}

/** The tree from its root at the top to its leaves: a box is as wide as it has documents. */
function TreePicture({ tree, size }: { tree: Methods['tree']; size: number }) {
  const t = useIndexWords().methods;
  const depth = tree.nodes.reduce((deepest, node) => Math.max(deepest, node.depth), 0) + 1;
  const height = 14;
  const count = (fate: 'opened' | 'pruned') => tree.nodes.filter((node) => node.fate === fate).length;
  return (
    <>
      <svg
        className={styles.tree}
        viewBox={`0 0 ${size} ${depth * height}`}
        preserveAspectRatio="none"
        style={{ height: depth * height }}
        role="img"
        aria-label={t.treeLabel(count('opened'), count('pruned'))}
      >
        {tree.nodes.map(({ begin, end, depth: level, fate }) => (
          <rect
            key={`${level} ${begin}`}
            className={styles[fate ?? 'inside']}
            x={begin}
            y={level * height}
            width={end - begin}
            height={height}
          />
        ))}
      </svg>
      <p className={styles.legend}>
        {(['opened', 'pruned', 'inside'] as const).map((fate) => (
          <span key={fate}>
            <svg width="14" height="10" aria-hidden="true">
              <rect className={styles[fate]} x="1" y="1" width="12" height="8" />
            </svg>
            {t[fate]}
          </span>
        ))}
      </p>
      <p className={styles.about}>{t.treeAbout(count('opened'), count('pruned'), tree.scored.length, size)}</p>
    </>
  );
}

export function SearchMethods(props: {
  map: IndexMap;
  methods: Methods;
  trace: TraceName;
  onTrace: (trace: TraceName) => void;
}) {
  const { map, methods } = props;
  const t = useIndexWords().methods;
  const format = useFormats();
  const size = map.documents.length;
  return (
    <Panel
      title={t.title}
      aside={
        <ChoiceRow
          name="trace"
          label={t.show}
          value={props.trace}
          choices={[
            ['none', t.nothing],
            ['hnsw', t.hnsw],
            ['tree', t.tree],
          ]}
          onChange={props.onTrace}
        />
      }
    >
      <div className={styles.layout}>
        <div>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t.method}</th>
                <DefinedHead is={realmMetric('methodRecall')} />
                <DefinedHead is={realmMetric('innerProducts')} />
                <DefinedHead is={realmMetric('relativeTime')} />
              </tr>
            </thead>
            <tbody>
              {(['exact', 'hnsw', 'tree'] as const).map((name) => {
                const { found, recall, innerProducts, relativeTime } = methods[name];
                return (
                  <tr key={name} data-testid={`method-${name}`} data-recall={recall} data-products={innerProducts}>
                    <th scope="row">
                      {t[name]}
                      <Found exact={methods.exact.found.ids} found={found.ids} />
                    </th>
                    <td>
                      <Defined is={realmMetric('methodRecall')}>{format.probability(recall)}</Defined>
                    </td>
                    <td>
                      <Defined is={realmMetric('innerProducts')}>{format.count(innerProducts)}</Defined>
                    </td>
                    <td>
                      <Defined is={realmMetric('relativeTime')}>{format.significant(relativeTime, 2)}</Defined>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          <p className={styles.about}>
            <Sentences>
              {t.path(methods.hnsw.path.length - 1, methods.hnsw.levels)}
              {t.about(size)}
            </Sentences>
          </p>
        </div>
        <div>
          <h3 className={styles.head}>{t.tree}</h3>
          <TreePicture tree={methods.tree} size={size} />
        </div>
      </div>
    </Panel>
  );
}
