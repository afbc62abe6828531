/** Questions with the blocks that answer them, and what they must not find. */
import { AnswerFinder } from '../eval/answers.ts';
import type { Corpus } from '../text/corpus/corpus.ts';
import type { Tokenizer } from '../text/tokenizer/tokens.ts';
import { blocksInOthers } from './languages.ts';
import { ownDocuments } from './own-document.ts';
import type { Block, PreparedCorpus, PrepareSettings } from './prepare.ts';
import { queryExtra, queryTokens } from './sequences.ts';
import { type Subject, subjectOf } from './subjects.ts';

export interface PreparedQuestion {
  /** Index into the corpus' questions. */
  number: number;
  text: string;
  answers: string[];
  /** `[CLS] question [SEP]` */
  ids: number[];
  /** Blocks that answer it; never empty. */
  blocks: Set<number>;
  /** That of the first block which answers it. */
  subject: string;
  /** Whether the subjects of all blocks that answer it are held out. */
  heldOut: boolean;
  /**
   * Identities of the blocks that it must not find: those of the document that the question itself is, and those in another language than the one
   * that it is searched in; absent: none.
   */
  barred?: ReadonlySet<string>;
}

interface QuestionParts {
  corpus: Corpus;
  config: PrepareSettings;
  tokenizer: Tokenizer;
  blocks: readonly Block[];
  blocksOfDocument: readonly number[][];
  subjects: ReadonlyMap<string, Subject>;
  skip: (reason: string) => void;
}

/** Questions without a block that answers them are skipped and counted. */
export function prepareQuestions(parts: QuestionParts): PreparedQuestion[] {
  const { corpus, config, tokenizer, blocks, blocksOfDocument, subjects, skip } = parts;
  if (corpus.questions.length === 0) return [];
  // words that were cut from a block are neither embedded nor read, so they answer nothing
  const finder = new AnswerFinder(blocks.map(({ bodyText }) => bodyText));
  const documentIndex = new Map(corpus.documents.map(({ id }, i) => [id, i]));
  const prepared: PreparedQuestion[] = [];
  const own = ownDocuments(corpus.questions, corpus.documents);
  const inOthers = blocksInOthers(corpus, blocks);
  for (const [index, { question, answers, patterns, documents, searchLanguage }] of corpus.questions.entries()) {
    const holding = answers.length > 0 ? new Set(finder.find(answers, patterns)) : undefined;
    const named = documents?.flatMap((id) => blocksOfDocument[documentIndex.get(id)!] ?? []);
    const elsewhere = searchLanguage === undefined ? new Set<string>() : inOthers(searchLanguage);
    const gold = (named ? named.filter((block) => !holding || holding.has(block)) : [...(holding ?? [])]).filter(
      (block) => !elsewhere.has(blocks[block]!.identity),
    );
    if (gold.length === 0) {
      skip('no-answer-block');
      continue;
    }
    const ids = tokenizer.encode(question).ids;
    const room = config.lengths.query - queryExtra;
    if (ids.length > room) skip('question-cut');
    const kept = queryTokens(ids.slice(0, room), tokenizer.special);
    const relevant = new Set(gold.map((block) => blocks[block]!.identity));
    const barred = (blocksOfDocument[own.get(index) ?? -1] ?? [])
      .map((block) => blocks[block]!.identity)
      .filter((identity) => !relevant.has(identity));
    const about = [...new Set(gold)]
      .sort((a, b) => a - b)
      .map((block) => subjectOf(corpus.documents[blocks[block]!.document]!));
    prepared.push({
      number: index,
      text: question,
      answers,
      ids: Array.from(kept),
      blocks: new Set(gold),
      subject: about[0]!,
      heldOut: about.every((subject) => subjects.get(subject)!.heldOut),
      ...(barred.length + elsewhere.size > 0 ? { barred: new Set([...barred, ...elsewhere]) } : {}),
    });
  }
  return prepared;
}

/** Whether a question may be trained on: none of the blocks that answer it is about a subject that is held out. */
export function mayBeTrained(
  { blocks: right }: Pick<PreparedQuestion, 'blocks'>,
  { blocks, corpus, subjects }: Pick<PreparedCorpus, 'blocks' | 'corpus' | 'subjects'>,
): boolean {
  return !Array.from(right).some(
    (block) => subjects.get(subjectOf(corpus.documents[blocks[block]!.document]!))!.heldOut,
  );
}
