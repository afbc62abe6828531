/** The questions that an Open-QA run answers between two steps. */

import { blocksInOthers } from '../../run/languages.ts';
import type { Moment } from '../../run/records.ts';
import { queryExtra, queryTokens } from '../../run/sequences.ts';
import type { Probe } from '../../run/system.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { namedLanguage } from '../realm/languages.ts';
import type { ReadDocument, Reading, ScoredSpan } from './answer.ts';
import type { DocumentEdits } from './edits.ts';
import { type QaParts, readRows, retrieve, shapeOf } from './parts.ts';
import type { Passages } from './passages.ts';
import { byWords, type Retrieved, rowsOf } from './retrieval.ts';

/** A span of a document's block, as UTF-16 code units of the block's text. */
export interface SpanView {
  start: number;
  end: number;
  text: string;
  /** Score of the MLP, without f(x,z). */
  score: number;
  /** p(s,z|x) among all spans of the documents that are read. */
  probability: number;
}

export interface DocumentView {
  document: string;
  title: string;
  /** BCP 47; absent where the corpus has one language. */
  language?: string;
  /** Text of the block. */
  text: string;
  /** f(x,z) */
  score: number;
  /** p(z|x): softmax of f over the documents that are read. */
  priorProbability: number;
  /** Σ p(s,z|x) over all spans of the document: of the documents that are read they sum to 1. */
  posteriorProbability: number;
  /** The most probable spans, best first. */
  spans: SpanView[];
}

export interface AnswerView {
  text: string;
  document: string;
  /** Number of its document among those that were read, from 0. */
  rank: number;
  /** The most probable of the spans with this text. */
  span: SpanView;
  /** The sum of the probabilities of all spans with this text after the official normalisation. */
  confidence: number;
}

export interface ReadingView {
  /** Those that were read, best first. */
  documents: DocumentView[];
  /** Null if nothing was retrieved. */
  answer: AnswerView | null;
}

export interface AskView extends ReadingView, Moment {
  question: string;
  /** Tokens of the question that are read. */
  tokens: number;
  /** Those of them that are not in the vocabulary. */
  unknown: number;
  /** Tokens of the question that were too many. */
  cut: number;
  /** The language whose documents alone were searched, as the corpus asks it of this question, in BCP 47; null: all documents. */
  searched: string | null;
  /** Whether the reader has been trained on questions. */
  isTrained: boolean;
  /** The same reader over the documents that BM25 finds. */
  bm25: ReadingView;
  /** The documents that were read in other words than the corpus's. */
  edits: EditView['edits'];
}

/** A question of the corpus. */
export interface KnownQuestion {
  question: string;
  answers: string[];
  /** Whether answers between slashes are regular expressions. */
  patterns: boolean;
  /** Its subject is held out of training. */
  heldOut: boolean;
}

export interface EditView {
  /** The documents that are edited now. */
  edits: { document: string; title: string; text: string; original: string }[];
}

/** Queries and answers by the name of the probe. */
export interface QaProbes {
  /** Answers a question about the documents with the current parameters. */
  ask: { query: { question: string }; answer: AskView };
  /**
   * Replaces the text of a document for later questions, not for training; `text` null: its own text again; `document` null: all of them. Edits are
   * forgotten when the run is closed or reset.
   */
  'edit-document': { query: { document: string; text: string | null } | { document: null }; answer: EditView };
  /** Up to `limit` questions of the corpus to try, those about held-out subjects first. */
  questions: { query: { limit: number }; answer: KnownQuestion[] };
  /** The full text of a document, as it is edited. */
  document: {
    query: { document: string };
    answer: { document: string; title: string; text: string; original: string };
  };
}

type Answers = {
  [K in keyof QaProbes]: (query: QaProbes[K]['query'], moment: Moment) => Promise<QaProbes[K]['answer']>;
};

/** Spans that are shown of each document. */
const spansShown = 5;

export function qaProbes(parts: QaParts, edits: DocumentEdits): Record<string, Probe> {
  const documentView = (id: string) => {
    const document = parts.prepared.corpus.documents.find((one) => one.id === id);
    if (!document) {
      throw new RetrogradError(
        'bad-option',
        sentence`${parts.prepared.corpus.manifest.title} has no document “${id}”.`,
      );
    }
    const { title, text: original } = document;
    return { document: id, title, text: edits.all.get(id) ?? original, original };
  };
  const editView = (): EditView => ({ edits: [...edits.all.keys()].map(documentView) });
  return {
    ask: async ({ question }, moment) => ({ ...(await ask(parts, edits, question, moment)), ...editView() }),
    async 'edit-document'(query) {
      if (query.document === null) edits.clear();
      else await edits.edit(query.document, query.text);
      return editView();
    },
    async questions({ limit }) {
      const order = [...parts.questions].sort((a, b) => Number(b.heldOut) - Number(a.heldOut));
      return order.slice(0, limit).map(({ text, answers, patterns = false, heldOut }) => ({
        question: text,
        answers,
        patterns,
        heldOut,
      }));
    },
    document: async ({ document }) => documentView(document),
  } satisfies Answers;
}

async function ask(
  parts: QaParts,
  edits: DocumentEdits,
  text: string,
  { phase, step }: Moment,
): Promise<Omit<AskView, 'edits'>> {
  const { prepared, config, embedder, lengths } = parts;
  const { tokenizer } = prepared;
  const encoded = tokenizer.encode(text).ids;
  if (encoded.length === 0) {
    throw new RetrogradError('bad-option', sentence`There is no question: write one.`);
  }
  const kept = encoded.slice(0, prepared.lengths.query - queryExtra);
  const ids = Array.from(queryTokens(kept, tokenizer.special));
  const { passages, embeddings } = await edits.view();
  const { candidates, retriever } = config.qa;
  const { searched, barred } = limitsOf(parts, passages, text);
  const query = { ids, barred };
  const [learned] = await retrieve(parts, passages, embedder, embeddings, [query], candidates);
  const words = byWords(passages, query, candidates);
  const lexical: Retrieved =
    retriever === 'bm25' || !embeddings
      ? words
      : {
          blocks: words.blocks,
          stored: rowsOf(embeddings, embeddings.length / passages.prepared.blocks.length, words.blocks),
        };
  const readings: Reading[] = [];
  const rows = [learned!, lexical].map((retrieved) => ({ ...retrieved, ids }));
  await readRows(parts, parts.engine, passages, rows, shapeOf(parts, 2, lengths.any), (_, found) => {
    readings.push(...found);
  });
  const [first, second] = readings.map((reading) => readingView(reading, passages));
  const isTrained = phase === 'qa' && step > 0;
  const unknown = kept.filter((id) => id === tokenizer.special.unknown).length;
  const read = { tokens: kept.length, unknown, cut: encoded.length - kept.length };
  return { phase, step, question: text, ...read, searched, isTrained, ...first!, bm25: second! };
}

/** What a question must not find, if it is one of the corpus: it is searched as it is in evaluation, in documents that are edited, too. */
function limitsOf({ questions, prepared }: QaParts, { prepared: now }: Passages, text: string) {
  const known = questions.find((one) => one.text === text);
  const searched = (known && prepared.corpus.questions[known.number]!.searchLanguage) ?? null;
  const elsewhere = searched === null ? [] : blocksInOthers(now.corpus, now.blocks)(searched);
  return { searched, barred: new Set([...(known?.barred ?? []), ...elsewhere]) };
}

function readingView({ documents, answer }: Reading, passages: Passages): ReadingView {
  const { corpus, blocks } = passages.prepared;
  const idOf = (block: number) => corpus.documents[blocks[block]!.document]!.id;
  const spanView = (block: number, span: ScoredSpan): SpanView => {
    const { score, probability } = span;
    return { ...passages.rangeOf(block, span), text: passages.textOf(block, span), score, probability };
  };
  const documentView = ({ block, score, priorProbability, spans }: ReadDocument): DocumentView => {
    const best = [...spans].sort((a, b) => b.probability - a.probability).slice(0, spansShown);
    const { title, text } = blocks[block]!;
    return {
      document: idOf(block),
      title,
      ...namedLanguage(passages.prepared, block),
      text,
      score,
      priorProbability,
      posteriorProbability: spans.reduce((sum, { probability }) => sum + probability, 0),
      spans: best.map((one) => spanView(block, one)),
    };
  };
  return {
    documents: documents.map(documentView),
    answer: answer && {
      text: answer.text,
      document: idOf(answer.block),
      rank: documents.findIndex(({ block }) => block === answer.block),
      span: spanView(answer.block, answer.span),
      confidence: answer.confidence,
    },
  };
}
