/** The best documents under the stale index and under fresh embeddings side by side, with lines from rank to rank. */
import { useMemo } from 'react';
import type { IndexMap } from '../../../../systems/realm/index-map.ts';
import { LanguageMark, useLanguageNames } from '../../../documents/language-mark.tsx';
import { useIndexView, useRealm } from '../stores.ts';
import { type CandidateColours, candidateColours, DocumentMark } from './document-mark.tsx';
import type { Ranks } from './map-analysis.ts';
import styles from './rank-lists.module.css';
import { useIndexWords } from './words/use-index-words.ts';

/** Of a row, in rem; the lines between the lists go by it. */
const rowHeight = 2.375;

function RankList(props: {
  side: 'stale' | 'fresh';
  map: IndexMap;
  rows: readonly number[];
  elsewhere: readonly number[];
  colours: CandidateColours;
}) {
  const t = useIndexWords();
  const { index: store } = useRealm();
  const languageName = useLanguageNames();
  const selected = useIndexView((state) => state.selected);
  const depth = props.rows.length;
  return (
    <div className={styles.side}>
      <h3 className={styles.head}>{t.ranks[props.side]}</h3>
      <ol className={styles.list}>
        {props.rows.map((row, i) => {
          const document = props.map.documents[row]!;
          const other = props.elsewhere[i]!;
          const isHere = other <= depth;
          const name = document.title || t.map.untitled;
          const named = document.language === undefined ? name : `${name}, ${languageName(document.language)}`;
          const said = props.side === 'stale' ? t.ranks.stays(i + 1, other) : t.ranks.stays(other, i + 1);
          return (
            <li key={document.block} className={styles.row} style={{ height: `${rowHeight}rem` }} data-here={isHere}>
              <button
                type="button"
                className={styles.document}
                aria-pressed={selected === document.block}
                aria-label={`${named}. ${said}`}
                data-testid={`rank-${props.side}`}
                onClick={() => store.select(document.block)}
                onFocus={() => store.select(document.block)}
                onPointerEnter={() => store.select(document.block)}
              >
                <span className={styles.number}>{i + 1}</span>
                <DocumentMark {...document} colour={props.colours.get(document.document)} />
                <LanguageMark language={document.language} />
                <span className={styles.words}>
                  <span className={styles.title}>
                    <span className={styles.name}>{name}</span>
                    {!isHere && (
                      <span className={styles.away}>
                        {props.side === 'stale' ? t.ranks.goes(other) : t.ranks.comes(other)}
                      </span>
                    )}
                  </span>
                  <span className={styles.text}>{document.text}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

export function RankLists({ map, ranks }: { map: IndexMap; ranks: Ranks }) {
  const t = useIndexWords().ranks;
  const selected = useIndexView((state) => state.selected);
  const [stale, fresh] = [Array.from(ranks.stale.ids), Array.from(ranks.fresh.ids)];
  const colours = useMemo(() => candidateColours(map.documents), [map.documents]);
  const y = (rank: number) => (rank + 0.5) * rowHeight * 16;
  return (
    <>
      <div className={styles.lists} data-testid="ranks" data-recall={ranks.recall}>
        <RankList side="stale" map={map} rows={stale} elsewhere={ranks.elsewhere.stale} colours={colours} />
        <svg
          className={styles.lines}
          viewBox={`0 0 40 ${y(Math.max(stale.length, fresh.length) - 0.5)}`}
          preserveAspectRatio="none"
          style={{ height: `${rowHeight * Math.max(stale.length, fresh.length)}rem` }}
          aria-hidden="true"
        >
          {stale.map((row, from) => {
            const to = fresh.indexOf(row);
            if (to < 0) return null;
            const isSelected = map.documents[row]!.block === selected;
            return (
              <line
                key={row}
                className={isSelected ? styles.selected : from === to ? styles.still : styles.moved}
                x1="0"
                x2="40"
                y1={y(from)}
                y2={y(to)}
              />
            );
          })}
        </svg>
        <RankList side="fresh" map={map} rows={fresh} elsewhere={ranks.elsewhere.fresh} colours={colours} />
      </div>
      <p className={styles.about}>{t.about(map.documents.length, map.blocks)}</p>
    </>
  );
}
