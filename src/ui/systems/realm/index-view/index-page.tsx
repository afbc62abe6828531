/** The index page: documents as points, how far the index is behind, what that does to ranks, and how the nearest documents are found. */
import { useMemo, useState } from 'react';
import type { IndexMap, MapDocument } from '../../../../systems/realm/index-map.ts';
import { continueAction, openModelsAction } from '../../../actions/recording-actions.ts';
import { openRunAction, playAction, resumeAction } from '../../../actions/run-actions.ts';
import { useSession } from '../../../context.ts';
import { useFormats, useStrings } from '../../../i18n/language-context.tsx';
import { RecordedModels } from '../../../panels/recorded-models.tsx';
import { EmptyPage, SidePage } from '../../../panels/side-page.tsx';
import { useCanTrain } from '../../../panels/start-buttons.tsx';
import { ActionButton } from '../../../widgets/action-button.tsx';
import { ChoiceRow } from '../../../widgets/choice.tsx';
import { Defined } from '../../../widgets/definitions.tsx';
import { NextIcon, PreviousIcon } from '../../../widgets/icons.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { nextExampleAction, previousExampleAction } from '../actions/example-actions.ts';
import { measureIndexAction } from '../actions/index-actions.ts';
import { useIndexView, useRealm } from '../stores.ts';
import { withBlanks } from '../with-blanks.ts';
import { realmMetric, useRealmStrings } from '../words/realm-words.ts';
import { DocumentMap } from './document-map.tsx';
import { candidateColours } from './document-mark.tsx';
import { DocumentTable } from './document-table.tsx';
import { languagesOf, type MapScene, type SearchTrace } from './draw-map.ts';
import styles from './index-page.module.css';
import type { MapAnalysis, Methods } from './map-analysis.ts';
import { MapLegend } from './map-legend.tsx';
import { RankLists } from './rank-lists.tsx';
import { RefreshControls } from './refresh-controls.tsx';
import { SearchMethods, type TraceName } from './search-methods.tsx';
import { useIndexWords } from './words/use-index-words.ts';

/** What is missing, and what helps. */
function Empty() {
  const all = useStrings();
  const t = useIndexWords();
  const { isRecorded, info, now, status, resumable } = useSession((state) => state);
  const canTrain = useCanTrain();
  const hasNoIndex = useIndexView((state) => state.hasNoIndex);
  if (status === 'opening') return <EmptyPage texts={[t.opening]} />;
  if (!canTrain) {
    return (
      <EmptyPage head={t.empty} texts={[all.noWebGpu.needsRun]} outline={t.outline}>
        <ActionButton action={openModelsAction} kind="primary" />
      </EmptyPage>
    );
  }
  if (isRecorded) {
    return (
      <EmptyPage head={t.recorded} texts={[t.recordedText]} outline={t.outline}>
        <RecordedModels others={continueAction} />
      </EmptyPage>
    );
  }
  if (!info) {
    return (
      <EmptyPage head={t.empty} texts={[t.emptyText]} outline={t.outline}>
        <ActionButton action={resumable ? resumeAction : openModelsAction} kind="primary" />
        <ActionButton action={openRunAction} />
      </EmptyPage>
    );
  }
  if (hasNoIndex && now) {
    return (
      <EmptyPage
        head={t.noIndex}
        texts={[t.noIndexText(all.phaseName(info.config.system, now.phase), now.step)]}
        outline={t.outline}
      >
        {status !== 'running' && <ActionButton action={playAction} kind="primary" />}
      </EmptyPage>
    );
  }
  return <Progress />;
}

function Progress() {
  const t = useIndexWords();
  const progress = useIndexView((state) => state.progress);
  return <output className={styles.progress}>{progress && t.measuring(progress.done, progress.total)}</output>;
}

/** The sentence of the query, its masked words as blanks. */
function Query({ map }: { map: IndexMap }) {
  const t = useIndexWords().ranks;
  return (
    <p className={styles.query} data-testid="index-query">
      <span className={styles.queryLabel}>{t.query}</span>{' '}
      {withBlanks(map.example, ({ start }) => (
        <span key={start} className={styles.mask}>
          [MASK]
        </span>
      ))}
    </p>
  );
}

function traceOf(name: TraceName, { hnsw, tree }: Methods): SearchTrace | null {
  if (name === 'none') return null;
  if (name === 'tree') return { scored: tree.scored, moves: [], entry: null };
  const moves = hnsw.path.flatMap(({ node, from }) => (from === null ? [] : [[from, node] as const]));
  return { scored: hnsw.scored, moves, entry: hnsw.path[0]?.node ?? null };
}

const rowOf = (documents: readonly MapDocument[], block: number | null): number | null => {
  const row = documents.findIndex((one) => one.block === block);
  return row < 0 ? null : row;
};

/** When the map was measured, or how far the next one is. It changes more often than the map. */
function MeasuredAt({ map }: { map: IndexMap }) {
  const all = useStrings();
  const t = useIndexWords();
  const progress = useIndexView((state) => state.progress);
  const at = all.atStep(all.phaseName('realm', map.phase), map.step);
  return (
    <span className={styles.at}>{progress ? t.measuring(progress.done, progress.total) : t.ranks.measuredAt(at)}</span>
  );
}

/** What the projection keeps, or how far it is computed. */
function AboutProjection({ isUmap }: { isUmap: boolean }) {
  const t = useIndexWords().map;
  const projection = useIndexView((state) => state.projection);
  const progress = useIndexView((state) => state.umapProgress);
  const about = isUmap ? t.aboutUmap : projection === 'umap' ? t.tooFew : t.aboutPca;
  return <p className={styles.about}>{progress ? t.fitting(progress.done, progress.total) : about}</p>;
}

function MapPanel({ map, analysis, trace }: { map: IndexMap; analysis: MapAnalysis; trace: TraceName }) {
  const all = useStrings();
  const t = useIndexWords();
  const format = useFormats();
  const { index: store } = useRealm();
  const projection = useIndexView((state) => state.projection);
  const umap = useIndexView((state) => state.umap);
  const selected = useIndexView((state) => state.selected);
  const isUmap = projection === 'umap' && umap !== null;
  const points = isUmap ? umap : analysis.points;
  const { documents } = map;
  const scene: MapScene = useMemo(
    () => ({
      documents,
      points,
      colours: candidateColours(documents),
      trace: traceOf(trace, analysis.methods),
      selected: rowOf(documents, selected),
    }),
    [documents, points, trace, analysis, selected],
  );
  const { drift } = analysis;
  return (
    <Panel
      id="index"
      title={t.map.title}
      aside={
        <div className={styles.aside}>
          <ChoiceRow
            name="projection"
            label={t.map.projection}
            value={projection}
            choices={[
              ['pca', t.map.projections.pca],
              ['umap', t.map.projections.umap],
            ]}
            onChange={(name) => store.setProjection(name)}
          />
          <ActionButton action={measureIndexAction} kind="quiet" />
        </div>
      }
    >
      <div className={styles.numbers} data-testid="index-numbers" data-drift={drift.distance} data-age={map.age}>
        <span>
          {documents.length === map.blocks ? t.map.all(map.blocks) : t.map.some(documents.length, map.blocks)}
        </span>
        <Defined is={realmMetric('indexAge')}>
          {t.ranks.age} <strong>{format.count(map.age)}</strong>
        </Defined>
        <Defined is={realmMetric('drift')}>
          {all.definition(realmMetric('drift')).short} <strong>{format.significant(drift.distance, 3)}</strong>
        </Defined>
        <Defined is={realmMetric('driftCosine')}>
          {all.definition(realmMetric('driftCosine')).short} <strong>{format.probability(drift.cosine)}</strong>
        </Defined>
        {!isUmap && (
          <Defined is={realmMetric('explained')}>
            {all.definition(realmMetric('explained')).short} <strong>{format.probability(points.explained)}</strong>
          </Defined>
        )}
        <MeasuredAt map={map} />
      </div>
      <DocumentMap scene={scene} distances={drift.distances} />
      <MapLegend languages={languagesOf(documents)} hasArrows={points.fresh !== null} hasTrace={trace !== 'none'} />
      <AboutProjection isUmap={isUmap} />
      <DocumentTable documents={documents} points={points} distances={drift.distances} />
    </Panel>
  );
}

function RanksPanel({ map, analysis }: { map: IndexMap; analysis: MapAnalysis }) {
  const all = useStrings();
  const t = useIndexWords().ranks;
  const format = useFormats();
  const { index, count } = map.example;
  return (
    <Panel
      title={t.title}
      aside={
        <div className={styles.aside}>
          <Defined is={realmMetric('staleRecall')}>
            {all.definition(realmMetric('staleRecall')).short}{' '}
            <strong>{format.probability(analysis.ranks.recall)}</strong>
          </Defined>
          <span className={styles.position}>{all.systems.realm.example.position(index + 1, count)}</span>
          <ActionButton action={previousExampleAction} kind="quiet" icon={<PreviousIcon />} />
          <ActionButton action={nextExampleAction} kind="quiet" icon={<NextIcon />} />
        </div>
      }
    >
      <Query map={map} />
      <RankLists map={map} ranks={analysis.ranks} />
    </Panel>
  );
}

export function IndexPage() {
  const { title } = useRealmStrings().index;
  const map = useIndexView((state) => state.map);
  const analysis = useIndexView((state) => state.analysis);
  const controls = useIndexView((state) => state.controls);
  const [trace, setTrace] = useState<TraceName>('none');
  return (
    <SidePage className={styles.columns} data-testid="index-page" data-step={map?.step} data-taken={map?.takenAtStep}>
      {map && analysis ? (
        <>
          <MapPanel map={map} analysis={analysis} trace={trace} />
          <div className={styles.column}>
            <RanksPanel map={map} analysis={analysis} />
            {controls && <RefreshControls controls={controls} />}
          </div>
          <div className={styles.whole}>
            <SearchMethods map={map} methods={analysis.methods} trace={trace} onTrace={setTrace} />
          </div>
        </>
      ) : (
        <div className={`${styles.whole} ${styles.column}`}>
          <Panel id="index" title={title}>
            <Empty />
          </Panel>
          {controls && <RefreshControls controls={controls} />}
        </div>
      )}
    </SidePage>
  );
}
