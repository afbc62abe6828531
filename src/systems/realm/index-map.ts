/**
 * The embeddings behind the index, for the page: those of the serving index (stale: parameters of its snapshot) beside those of the present
 * parameters (fresh). Both are computed on the GPU from packed parameters that are kept while the page asks for them part by part, so that
 * steps are taken in between.
 */
import { RetrieverEmbedder, type Side } from '../../run/embedding.ts';
import type { Moment } from '../../run/records.ts';
import { identityOfSource } from '../../run/retrieval.ts';
import { queryTokens } from '../../run/sequences.ts';
import { packSequences, sequenceAt, type TokenSequences } from '../../text/tokenizer/tokens.ts';
import { answerRuns, holdsAnswer } from './examples.ts';
import { maskedRanges } from './inspect.ts';
import { namedLanguage } from './languages.ts';
import type { RealmParts } from './parts.ts';
import type { RetrievedExample } from './retrieved.ts';
import type { RealmConfig } from './settings.ts';

export interface IndexControls {
  /** Steps between two snapshots; 0: none. */
  refreshEvery: number;
  /** No index is requested while true. */
  isStopped: boolean;
}

/** A block on the map. */
export interface MapDocument {
  block: number;
  /** Document id. */
  document: string;
  title: string;
  text: string;
  /** BCP 47; absent where the corpus has one language. */
  language?: string;
  /** Retrieved for the example that is shown. */
  isCandidate: boolean;
  /** The sentence was taken from it, or from a copy of it. */
  isSource: boolean;
  /** Contains all masked words. */
  holdsAnswer: boolean;
}

export interface IndexMap extends Moment, IndexControls {
  /** Names the map in questions for its embeddings. */
  id: number;
  /** The step of the serving snapshot. */
  takenAtStep: number;
  /** Steps since then. */
  age: number;
  dimension: number;
  /** Blocks in the index; `documents` are all of them, or a sample with those that matter to the example. */
  blocks: number;
  documents: MapDocument[];
  index: Pick<RealmConfig['index'], 'kind' | 'm' | 'efConstruction' | 'efSearch'>;
  /** Which parameters embed the query of a search. */
  queryEmbedding: RealmConfig['realm']['queryEmbedding'];
  example: { index: number; count: number; sentence: string; masked: { start: number; end: number }[] };
  /** (dimension) each. */
  query: { stale: Float32Array; fresh: Float32Array };
}

export type MapSide = 'stale' | 'fresh';

export interface MapProbes {
  /** The example, its documents and its query. `limit`: the largest number of documents. Null before there is an index. */
  'index-map': { query: { example: number; limit: number }; answer: IndexMap | null };
  /** Embeddings (blocks, dimension) of some blocks. Null if the map is not the newest one. */
  'index-embeddings': { query: { id: number; side: MapSide; blocks: number[] }; answer: Float32Array | null };
  /** Changes what is given, for the open run and from the next step on; the answer is what holds now. */
  'index-controls': { query: Partial<IndexControls>; answer: IndexControls };
}

/** An example with its place among those that can be shown. */
export interface PlacedExample {
  retrieved: RetrievedExample;
  index: number;
  count: number;
}

export class IndexMapping {
  private readonly embedder: RetrieverEmbedder;
  /** The parameters of the newest map. */
  private newest: { id: number; values: Record<MapSide, Float32Array<ArrayBuffer>> } | null = null;
  private maps = 0;

  constructor(private readonly parts: RealmParts) {
    const { engine, registry, model, prepared } = parts;
    this.embedder = new RetrieverEmbedder(engine.snapshot, registry, model, prepared.idf);
  }

  /** The map of an example. Reads the parameters back from the GPU. */
  async map({ retrieved, index, count }: PlacedExample, limit: number, moment: Moment): Promise<IndexMap | null> {
    const { prepared, config, engine, index: refreshed } = this.parts;
    const { served } = refreshed;
    if (!served) return null;
    const values = { stale: served.values, fresh: await engine.store.read('values') };
    const sentence = prepared.sentences[retrieved.example.sentence]!;
    const source = prepared.blocks[sentence.block]!;
    const sentenceText = source.text.slice(sentence.range.start, sentence.range.end);
    const query = packSequences([queryTokens(retrieved.tokens.query, prepared.tokenizer.special)]);
    const id = ++this.maps;
    this.newest = { id, values };
    const { kind, m, efConstruction, efSearch } = config.index;
    return {
      ...moment,
      ...this.controls({}),
      id,
      takenAtStep: served.takenAtStep,
      age: refreshed.age(moment.step),
      dimension: this.embedder.dimension,
      blocks: prepared.blocks.length,
      documents: this.documents(retrieved, limit),
      index: { kind, m, efConstruction, efSearch },
      queryEmbedding: config.realm.queryEmbedding,
      example: { index, count, sentence: sentenceText, masked: maskedRanges(retrieved.example.masks, sentence.ranges) },
      query: {
        stale: await this.embed('stale', query, 'query'),
        fresh: await this.embed('fresh', query, 'query'),
      },
    };
  }

  /** Embeddings of some blocks with the parameters of a map, (blocks, dimension). */
  async embeddings({ id, side, blocks }: MapProbes['index-embeddings']['query']): Promise<Float32Array | null> {
    if (this.newest?.id !== id) return null;
    const { documents } = this.parts.prepared;
    return this.embed(side, packSequences(blocks.map((block) => sequenceAt(documents, block))), 'document');
  }

  controls({ refreshEvery, isStopped }: Partial<IndexControls>): IndexControls {
    const { index, config } = this.parts;
    if (refreshEvery !== undefined) {
      index.refreshEvery = refreshEvery;
      // a checkpoint tells of it
      config.joint.refreshEvery = refreshEvery;
    }
    if (isStopped !== undefined) index.isStopped = isStopped;
    return { refreshEvery: index.refreshEvery, isStopped: index.isStopped };
  }

  private embed(side: MapSide, sequences: TokenSequences, as: Side): Promise<Float32Array> {
    this.parts.engine.store.write('snapshot', this.newest!.values[side]);
    return this.embedder.embed(sequences, as);
  }

  /** All blocks, or `limit` spread evenly; in any case the candidates and the source. */
  private documents({ example, tokens, blocks }: RetrievedExample, limit: number): MapDocument[] {
    const { prepared } = this.parts;
    const sourceBlock = prepared.sentences[example.sentence]!.block;
    const source = identityOfSource(prepared.blocks, sourceBlock);
    const runs = answerRuns(example.masks, tokens.answer);
    return sampleOf(prepared.blocks.length, limit, [...blocks, sourceBlock]).map((number) => {
      const { document, title, text, body, identity } = prepared.blocks[number]!;
      return {
        block: number,
        document: prepared.corpus.documents[document]!.id,
        title,
        text,
        ...namedLanguage(prepared, number),
        isCandidate: blocks.includes(number),
        isSource: identity === source,
        holdsAnswer: holdsAnswer(body, runs),
      };
    });
  }
}

/** At most `limit` of `size` numbers, spread evenly, and beside them those that are needed; in ascending order. */
export function sampleOf(size: number, limit: number, needed: readonly number[]): number[] {
  const count = Math.min(size, limit);
  const even = Array.from({ length: count }, (_, i) => Math.floor((i * size) / count));
  return [...new Set([...even, ...needed])].sort((a, b) => a - b);
}
