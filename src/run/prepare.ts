/**
 * From a corpus to numbers: a tokenizer, blocks (the documents that are retrieved), sentences with their salient spans, questions with
 * the blocks that answer them, and counts of everything that was left out or cut.
 */
import { wholeWords } from '../eval/answers.ts';
import { packBlocks } from '../text/corpus/blocks.ts';
import { type Corpus, type Document, languageOf } from '../text/corpus/corpus.ts';
import { corpusFingerprint } from '../text/corpus/fingerprint.ts';
import { splitSentences } from '../text/corpus/sentences.ts';
import { maskableSpans, salientLengths } from '../text/salient/masking.ts';
import type { NameEvidence } from '../text/salient/name-evidence.ts';
import { recurringNames } from '../text/salient/recurring.ts';
import { sentenceSpans } from '../text/salient/spans.ts';
import { valueTokens } from '../text/salient/substitution.ts';
import { inverseDocumentFrequency } from '../text/tokenizer/idf.ts';
import { tokenizerFromJSON, trainTokenizer } from '../text/tokenizer/tokenizer.ts';
import {
  packSequences,
  type Range,
  type SalientSpan,
  type Tokenizer,
  type TokenSequences,
} from '../text/tokenizer/tokens.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { evidenceByLanguage } from './languages.ts';
import { type PreparedQuestion, prepareQuestions } from './prepare-questions.ts';
import { documentTokens, joinedExtra, queryExtra, titleRoom } from './sequences.ts';
import { corpusSubjects, type Subject, subjectOf } from './subjects.ts';

/** A passage that is retrieved and read. */
export interface Block {
  /** Index into the corpus' documents. */
  document: number;
  title: string;
  text: string;
  /** Tokens of the body, cut to fit. */
  body: number[];
  /** The words of `text` that are completely in `body`. */
  bodyText: string;
  /** Equal for blocks of equal title and body. Trivial retrieval (REALM §3.3) is recognised by it, however documents are cut into blocks. */
  identity: string;
}

export interface Sentence {
  block: number;
  /** Within the block's text. */
  range: Range;
  ids: number[];
  /** Per token, within the sentence. */
  ranges: Range[];
  spans: SalientSpan[];
  /** Those of `spans` that may be masked in training; absent: all. */
  eligible?: SalientSpan[];
  /** Those of `spans` that may be masked in evaluation, whatever training masks; absent: all. */
  measurable?: SalientSpan[];
  heldOut: boolean;
}

export interface PreparedCorpus {
  corpus: Corpus;
  /** Of its documents, in the order of their first occurrence. */
  languages: string[];
  /** Identifies the corpus (text/corpus/fingerprint.ts). */
  fingerprint: string;
  tokenizer: Tokenizer;
  /** Rows of the embedding tables: the tokenizer's vocabulary, rounded up to a multiple of 4. */
  vocabularySize: number;
  blocks: Block[];
  /** `[CLS] title [SEP] body [SEP]` of every block, for the retriever. */
  documents: TokenSequences;
  /** In the order of the corpus: the number of a sentence does not depend on how documents are cut into blocks. */
  sentences: Sentence[];
  /** By name. */
  subjects: ReadonlyMap<string, Subject>;
  /** Indices of the sentences that may be masked in training, and of the held-out sentences with a fact to mask. */
  training: number[];
  heldOut: number[];
  questions: PreparedQuestion[];
  idf: Float32Array;
  /** Ids of tokens that stand for facts, for consistent substitution. */
  valueIds: number[];
  /** Lengths of salient spans, for the random-span ablation. */
  spanLengths: number[];
  /** Longest sequences that occur, special tokens included, rounded up to multiples of 4. */
  lengths: { query: number; document: number; joined: number };
  skipped: Record<string, number>;
}

/** The settings on which preparation depends. */
export interface PrepareSettings {
  tokenizer: { kind: 'word' | 'wordpiece' | 'bpe'; vocabularySize: number };
  /** In tokens, special tokens included. */
  lengths: { query: number; document: number };
  masking: { strategy: 'salient' | 'uniform' | 'random-span'; maxTokens: number; recurring: boolean };
  evaluation: { holdOutEvery: number; maxTokens: number; recurring: boolean };
}

/** `stage` is a code: `training-tokenizer`, `reading-documents`, `reading-questions`. */
export type PrepareProgress = (stage: string, done: number, total: number) => void | Promise<void>;

const roundUp = (n: number) => Math.ceil(n / 4) * 4;

export async function prepareCorpus(
  corpus: Corpus,
  config: PrepareSettings,
  savedTokenizer?: string,
  onProgress: PrepareProgress = () => {},
): Promise<PreparedCorpus> {
  if (corpus.documents.length === 0) {
    throw new RetrogradError(
      'bad-corpus',
      sentence`${corpus.manifest.title} has no documents: choose a corpus that has some.`,
    );
  }
  const skipped: Record<string, number> = {};
  const skip = (reason: string, count = 1) => {
    if (count > 0) skipped[reason] = (skipped[reason] ?? 0) + count;
  };

  await onProgress('training-tokenizer', 0, 1);
  const tokenizer =
    savedTokenizer !== undefined
      ? readSavedTokenizer(savedTokenizer)
      : trainTokenizer(textsOf(corpus), config.tokenizer);

  const blocks: Block[] = [];
  const sentences: Sentence[] = [];
  const blocksOfDocument: number[][] = [];
  const { holdOutEvery } = config.evaluation;
  const subjects = corpusSubjects(corpus.documents, holdOutEvery);
  const evidenceOf = evidenceByLanguage(corpus);
  const slice = Math.max(1, Math.floor(corpus.documents.length / 20));
  for (const [index, document] of corpus.documents.entries()) {
    if (index % slice === 0) await onProgress('reading-documents', index, corpus.documents.length);
    const { heldOut } = subjects.get(subjectOf(document))!;
    const language = languageOf(document, corpus.manifest);
    const evidence = evidenceOf.get(language)!;
    blocksOfDocument.push(
      addDocument(document, index, heldOut, { tokenizer, language, evidence, config, blocks, sentences, skip }),
    );
  }

  const spansThatRecur =
    config.masking.recurring || config.evaluation.recurring ? recurringSpans(sentences, blocks) : null;
  const recurring = config.masking.recurring && spansThatRecur !== null;
  if (config.masking.recurring && !recurring) skip('recurrence-not-required', sentences.length);
  sentences.forEach((sentence, i) => {
    if (recurring) sentence.eligible = spansThatRecur[i]!;
    if (config.evaluation.recurring && spansThatRecur) sentence.measurable = spansThatRecur[i]!;
  });

  const { cls, sep, pad, unknown, mask } = tokenizer.special;
  const titles = new Map<string, number[]>();
  const documents = packSequences(
    blocks.map(({ title, body }) => {
      if (!titles.has(title)) titles.set(title, tokenizer.encode(title).ids);
      return documentTokens(titles.get(title)!, body, tokenizer.special, config.lengths.document);
    }),
  );

  const training: number[] = [];
  const heldOut: number[] = [];
  const { strategy, maxTokens } = config.masking;
  let unmaskable = 0;
  sentences.forEach((sentence, i) => {
    const hasFact = sentence.heldOut
      ? measurableSpans(sentence, config.evaluation.maxTokens).length > 0
      : maskableSpans(sentence, maxTokens).length > 0;
    if (!hasFact && (strategy === 'salient' || sentence.heldOut)) unmaskable++;
    else if (sentence.heldOut) heldOut.push(i);
    else if (sentence.ids.length > 0) training.push(i);
  });
  skip(recurring ? 'no-recurring-span' : 'no-salient-span', unmaskable);
  if (training.length === 0) {
    throw new RetrogradError(
      'bad-corpus',
      sentence`${corpus.manifest.title} has no sentence with a name, date or number to mask. Masking salient spans needs text with facts in it; masking.strategy=uniform does without.`,
    );
  }
  await onProgress('reading-questions', 0, corpus.questions.length);
  const questions = prepareQuestions({ corpus, config, tokenizer, blocks, blocksOfDocument, subjects, skip });
  const vocabularySize = roundUp(tokenizer.vocabularySize);
  const longest = (values: Iterable<number>) => {
    let top = 0;
    for (const value of values) top = Math.max(top, value);
    return top;
  };
  const query = roundUp(
    longest([...sentences.map(({ ids }) => ids.length + queryExtra), ...questions.map(({ ids }) => ids.length)]),
  );
  const body = longest(blocks.map((block) => block.body.length));
  const document = roundUp(
    longest(Array.from({ length: blocks.length }, (_, i) => documents.starts[i + 1]! - documents.starts[i]!)),
  );
  return {
    corpus,
    languages: [...evidenceOf.keys()],
    fingerprint: corpusFingerprint(corpus),
    tokenizer,
    vocabularySize,
    blocks,
    documents,
    sentences,
    subjects,
    training,
    heldOut,
    questions,
    idf: inverseDocumentFrequency(documents, vocabularySize, [pad, unknown, cls, sep, mask]),
    valueIds: valueTokens(sentences),
    spanLengths: lengthsToDraw(sentences, maxTokens),
    lengths: {
      query,
      document,
      joined: roundUp(longest(sentences.map(({ ids }) => ids.length)) + body + joinedExtra),
    },
    skipped,
  };
}

/** The tokenizer of a checkpoint. Throws `bad-checkpoint` if its file is damaged. */
export function readSavedTokenizer(text: string): Tokenizer {
  try {
    return tokenizerFromJSON(JSON.parse(text));
  } catch (cause) {
    const what =
      cause instanceof SyntaxError
        ? sentence`the file is empty, cut short or not JSON`
        : sentence`it holds no tokenizer`;
    throw new RetrogradError(
      'bad-checkpoint',
      sentence`tokenizer.json: ${what}, choose another checkpoint or start anew.`,
      {
        cause,
      },
    );
  }
}

/** The texts of a corpus on which its tokenizer is trained: its documents. Questions are for evaluation alone. */
export function* textsOf(corpus: Corpus): Generator<string> {
  for (const { title, text } of corpus.documents) {
    yield title;
    yield text;
  }
}

/** Token ranges of the facts that evaluation may mask in a held-out sentence. */
export function measurableSpans(
  { ranges, spans, measurable }: Pick<Sentence, 'ranges' | 'spans' | 'measurable'>,
  maxTokens: number,
): [first: number, end: number][] {
  return maskableSpans({ ranges, spans, eligible: measurable }, maxTokens);
}

/** Lengths of spans for `random-span`: those of salient spans, or single tokens if there are none. */
function lengthsToDraw(sentences: readonly Sentence[], maxTokens: number): number[] {
  const lengths = salientLengths(sentences, maxTokens);
  return lengths.length > 0 ? lengths : [1];
}

/** The number of blocks, copies counted once. */
export function distinctBlocks(blocks: readonly Block[]): number {
  return new Set(blocks.map(({ identity }) => identity)).size;
}

interface Building {
  tokenizer: Tokenizer;
  language: string;
  evidence: NameEvidence;
  config: PrepareSettings;
  blocks: Block[];
  sentences: Sentence[];
  skip: (reason: string, count?: number) => void;
}

/** Cuts a document into sentences and packs them greedily into blocks; returns the blocks' numbers. */
function addDocument(document: Document, index: number, heldOut: boolean, building: Building): number[] {
  const { tokenizer, language, evidence, config, blocks, sentences, skip } = building;
  const ranges = splitSentences(document.text, language);
  const encoded = ranges.map(({ start, end }) => tokenizer.encode(document.text.slice(start, end)));
  const title = tokenizer.encode(document.title).ids;
  const titleTokens = Math.min(title.length, titleRoom(config.lengths.document));
  if (titleTokens < title.length) skip('title-cut');
  const room = config.lengths.document - joinedExtra - titleTokens;
  const made: number[] = [];
  for (const [first, end] of packBlocks(
    encoded.map(({ ids }) => ids.length),
    room,
  )) {
    const start = ranges[first]!.start;
    const text = document.text.slice(start, ranges[end - 1]!.end);
    const all = encoded.slice(first, end).flatMap(({ ids }) => ids);
    if (all.length > room) skip('document-cut');
    const number = blocks.length;
    made.push(number);
    blocks.push({
      document: index,
      title: document.title,
      text,
      body: all.slice(0, room),
      // only a block of one sentence can be too long (`packBlocks`)
      bodyText: all.length > room ? wholeWords(text, encoded[first]!.ranges[room - 1]?.end ?? 0) : text,
      identity: identityOf(document.title, text),
    });
    for (let s = first; s < end; s++) {
      const { ids, ranges: tokenRanges } = encoded[s]!;
      const limit = Math.min(config.lengths.query - queryExtra, room);
      if (ids.length > limit) skip(limit === room ? 'sentence-cut-by-title' : 'sentence-cut');
      const range = ranges[s]!;
      sentences.push({
        block: number,
        range: { start: range.start - start, end: range.end - start },
        ids: ids.slice(0, limit),
        ranges: tokenRanges.slice(0, limit),
        spans: sentenceSpans(document, range, language, evidence),
        heldOut,
      });
    }
  }
  return made;
}

function identityOf(title: string, text: string): string {
  return `${title.trim()}\n${text.trim().replace(/\s+/g, ' ')}`;
}

/** If fewer of the sentences have a recurring name, the corpus states its facts only once, and to require them would discard nearly all of it. */
const fewestRecurring = 0.1;

/**
 * Of each sentence those spans that also occur in another block, beside another name of the sentence. Null if hardly any sentence has one.
 */
function recurringSpans(sentences: readonly Sentence[], blocks: readonly Block[]): SalientSpan[][] | null {
  const recurring = recurringNames(
    sentences.map(({ block, range, spans }) => {
      const { identity, text } = blocks[block]!;
      return {
        place: identity,
        names: spans.map(({ start, end }) => text.slice(range.start + start, range.start + end)),
      };
    }),
  );
  const kept = recurring.filter((names) => names.includes(true)).length;
  if (kept < fewestRecurring * sentences.length) return null;
  return sentences.map(({ spans }, i) => spans.filter((_, s) => recurring[i]![s]));
}
