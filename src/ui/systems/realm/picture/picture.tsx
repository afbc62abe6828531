/**
 * The pipeline as a picture: the parts that a sentence goes through, with the numbers of the current example, and the arrows between them. The parts
 * stand in the order of computation; the page lays them out beside each other or, where there is little room, below each other.
 */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ExampleView } from '../../../../systems/realm/views.ts';
import { ShareBar } from '../../../charts/bars.tsx';
import { useSession, useWorkbench } from '../../../context.ts';
import { DocumentMark } from '../../../documents/document-mark.tsx';
import { LanguageMark } from '../../../documents/language-mark.tsx';
import { useFormats } from '../../../i18n/language-context.tsx';
import { Defined, useShortName } from '../../../widgets/definitions.tsx';
import { MarkedText } from '../candidate-row.tsx';
import { excerptOf } from '../excerpt.ts';
import { MaskedSentence } from '../masked-sentence.tsx';
import { useExampleState, useRealm, useRealmConfig } from '../stores.ts';
import type { RealmMetric } from '../words/en-metrics.ts';
import { realmMetric, useRealmStrings } from '../words/realm-words.ts';
import { BuilderLanes } from './builder-lanes.tsx';
import candidateStyles from './candidate.module.css';
import { Connectors } from './connectors.tsx';
import { type PictureFacts, pictureFacts, type RowFacts } from './facts.ts';
import styles from './picture.module.css';
import { InWords, StageGuide } from './stage-guide.tsx';
import type { Stage } from './stages.ts';
import { usePictureWords } from './words/use-picture-words.ts';

/** Documents in the index; null where that is not known. */
function useDocuments(): number | null {
  const { player } = useWorkbench();
  const recorded = useStore(player.store, ({ recording }) => recording?.facts.blocks ?? null);
  return useSession(({ info, isRecorded }) => (isRecorded ? recorded : (info?.facts.blocks ?? null)));
}

function useFacts(example: ExampleView): PictureFacts {
  const t = useRealmStrings().example;
  const config = useRealmConfig();
  const format = useFormats();
  const refreshes = useSession((state) => state.refreshes);
  const opened = useExampleState(({ document }) => document);
  return pictureFacts(example, { config, refreshes, documents: useDocuments(), opened, format, names: t });
}

/** A box with its name. `part`: what the arrows know it by. */
function Part(props: {
  part: string;
  is: RealmMetric;
  stages: readonly Stage[];
  now: Stage | null;
  children?: ReactNode;
}) {
  const name = useShortName(realmMetric(props.is));
  const isOn = props.now !== null && props.stages.includes(props.now);
  return (
    <div className={styles.part} data-part={props.part} data-on={isOn || undefined}>
      <h3 className={styles.name}>
        <Defined is={realmMetric(props.is)}>{name}</Defined>
      </h3>
      {props.children}
    </div>
  );
}

function Head({ is }: { is: RealmMetric }) {
  return <Defined is={realmMetric(is)}>{useShortName(realmMetric(is))}</Defined>;
}

function Candidate({ row, onOpen, isOpen }: { row: RowFacts; onOpen: () => void; isOpen: boolean }) {
  const { candidate, colour, title, score, prior, worked } = row;
  const t = useRealmStrings().example;
  return (
    <>
      <button type="button" className={candidateStyles.document} aria-pressed={isOpen} onClick={onOpen}>
        <DocumentMark colour={colour} className={styles.mark} />
        <span className={candidateStyles.title}>
          <LanguageMark language={candidate.language} />
          <span lang={candidate.language}>{title}</span>
        </span>
        <span className={candidateStyles.text} lang={candidate.language}>
          {candidate.document === null ? t.nullText : <MarkedText candidate={excerptOf(candidate, 12)} />}
        </span>
      </button>
      <Defined is={realmMetric('score')} className={styles.number!}>
        {score}
      </Defined>
      <span className={styles.share}>
        <Defined is={realmMetric('prior')} worked={worked.prior} className={styles.number!}>
          {prior}
        </Defined>
        <ShareBar value={candidate.prior} colour="--prior" />
      </span>
    </>
  );
}

function Likelihood({ row }: { row: RowFacts }) {
  return (
    <span className={styles.share}>
      <span className={styles.again}>
        <DocumentMark colour={row.colour} className={styles.mark} />
        <LanguageMark language={row.candidate.language} />
        {row.title}
      </span>
      <Defined is={realmMetric('likelihood')} worked={row.worked.likelihood} className={styles.number!}>
        {row.likelihood}
      </Defined>
      <ShareBar value={row.candidate.likelihood} colour="--likelihood" />
    </span>
  );
}

/** Position, colour and mark tell the sign. */
function Gradient({ row: { candidate, colour, title, sign, gradient, worked } }: { row: RowFacts }) {
  const t = usePictureWords();
  return (
    <span className={`${styles.gradient} ${styles[sign ?? 'small']}`}>
      <span className={styles.again}>
        <DocumentMark colour={colour} className={styles.mark} />
        <LanguageMark language={candidate.language} />
        {title}
      </span>
      <Defined is={realmMetric('gradient')} worked={worked.gradient} className={styles.number!}>
        <span aria-hidden="true">{sign === 'positive' ? '▲' : sign === 'negative' ? '▼' : '·'}</span> {gradient}
      </Defined>
      <span className={styles.effect}>
        {sign === 'positive' ? t.raises : sign === 'negative' ? t.lowers : t.little}
      </span>
    </span>
  );
}

/** The numbers of a vector as bars above and below a line. Decoration: nobody reads them one by one. */
function Vector({ values }: { values: readonly number[] }) {
  const largest = Math.max(...values.map(Math.abs), 1e-9);
  return (
    <svg
      className={styles.vector}
      viewBox={`0 -1 ${values.length} 2`}
      preserveAspectRatio="none"
      aria-hidden="true"
      data-testid="vector"
    >
      {values.map((value, i) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a dimension has no other name
          key={i}
          className={value < 0 ? styles.down : styles.up}
          x={i + 0.1}
          width={0.8}
          y={Math.min(0, -value / largest)}
          height={Math.abs(value) / largest}
        />
      ))}
    </svg>
  );
}

/** A list with a row for each candidate. */
function Rows(props: {
  facts: PictureFacts;
  part: string;
  /** The letter that the arrows know its rows by. */
  letter: string;
  label: string;
  isOn: boolean;
  className: string | undefined;
  head: ReactNode;
  row: (row: RowFacts) => ReactNode;
}) {
  return (
    <div className={props.className} data-part={props.part} data-on={props.isOn || undefined}>
      <p className={styles.head}>{props.head}</p>
      <ol aria-label={props.label}>
        {props.facts.rows.map((row, i) => (
          <li
            key={row.key}
            className={styles.row}
            data-part={`${props.letter}${i}`}
            data-focus={(props.isOn && row === props.facts.focus) || undefined}
          >
            {props.row(row)}
          </li>
        ))}
      </ol>
    </div>
  );
}

export function Picture({ example }: { example: ExampleView }) {
  const t = usePictureWords();
  const config = useRealmConfig();
  const { example: store } = useRealm();
  const stage = useExampleState((state) => state.stage);
  const opened = useExampleState((state) => state.document);
  const facts = useFacts(example);
  const { rows } = facts;
  return (
    <section aria-label={t.name} data-testid="picture">
      <StageGuide facts={facts} stage={stage} />
      <div className={styles.picture} data-many={rows.length > 8 || undefined}>
        <Connectors facts={facts} stage={stage} />
        <div className={styles.sentence}>
          <Part part="sentence" is="partSentence" stages={['sentence']} now={stage}>
            <MaskedSentence example={example} className={styles.x} />
          </Part>
        </div>
        <div className={styles.retrieval}>
          <div className={styles.retriever} data-part="retriever" data-on={stage === 'update' || undefined}>
            <p className={styles.frame}>
              <Defined is={realmMetric('partUpdate')}>{t.retriever}</Defined>
            </p>
            <Part part="input" is="partQuery" stages={['embedding']} now={stage}>
              {example.query && <Vector values={example.query} />}
              <p className={styles.note}>{t.vector(config.retriever.projection)}</p>
            </Part>
            <Part part="document" is="partDocuments" stages={['candidates']} now={stage}>
              <p className={styles.note}>{t.rescored}</p>
            </Part>
          </div>
          <div className={styles.index}>
            <Part part="index" is="partIndex" stages={['index']} now={stage}>
              <ul className={styles.notes}>
                <li>{t.index(config.index.kind)}</li>
                {facts.documents !== null && (
                  <li>
                    <Defined is={realmMetric('blocks')}>{t.documents(facts.documents)}</Defined>
                  </li>
                )}
                <li>{t.finds(facts.found)}</li>
                <li>
                  <Defined is={realmMetric('indexAge')}>{t.age(facts.indexAge)}</Defined>
                </li>
              </ul>
            </Part>
          </div>
        </div>
        <Rows
          facts={facts}
          part="candidates"
          letter="z"
          label={t.lists.candidates}
          isOn={stage === 'candidates'}
          className={styles.candidates}
          head={
            <>
              <span>{t.lists.candidates}</span>
              <Head is="score" />
              <Head is="prior" />
            </>
          }
          row={(row) => {
            const document = row.candidate.document ?? '';
            return <Candidate row={row} isOpen={opened === document} onOpen={() => store.toggle(document)} />;
          }}
        />
        <div className={styles.reader}>
          <Part part="reader" is="partReader" stages={['reader']} now={stage}>
            <p className={styles.note}>{t.readsEach(rows.length)}</p>
          </Part>
        </div>
        <Rows
          facts={facts}
          part="likelihoods"
          letter="y"
          label={t.lists.likelihood}
          isOn={stage === 'likelihood'}
          className={styles.likelihoods}
          head={<Head is="likelihood" />}
          row={(row) => <Likelihood row={row} />}
        />
        <div className={styles.marginal}>
          <Part part="marginal" is="marginal" stages={['marginal']} now={stage}>
            <p className={styles.total}>
              <Defined is={realmMetric('marginal')} worked={facts.workedMarginal}>
                {facts.marginal}
              </Defined>
            </p>
          </Part>
        </div>
        <Rows
          facts={facts}
          part="gradients"
          letter="r"
          label={t.lists.gradient}
          isOn={stage === 'gradient' || stage === 'update'}
          className={styles.gradients}
          head={<Head is="gradient" />}
          row={(row) => <Gradient row={row} />}
        />
      </div>
      <BuilderLanes />
      <InWords facts={facts} />
    </section>
  );
}
