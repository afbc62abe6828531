/** Answers to the questions of `probes.ts`, with the current parameters. */
import { maskWords } from '../../graph/ops/attention-mask.ts';
import { ExactIndex } from '../../index/exact.ts';
import { promptLength, promptNames } from '../../models/llara-prompt.ts';
import type { Moment } from '../../run/records.ts';
import { barredCount, distinctRanking, neighboursFor } from '../../run/retrieval.ts';
import { queryExtra, queryTokens } from '../../run/sequences.ts';
import type { Probe, Progress } from '../../run/system.ts';
import { RetrogradError } from '../../util/errors.ts';
import { logSumExp } from '../../util/log-sum-exp.ts';
import { sentence } from '../../util/sentence.ts';
import type { LlaraEvaluation } from './evaluate.ts';
import { jointPass, likeliest } from './joint-pass.ts';
import type { LlaraParts } from './parts.ts';
import type { Hit, LlaraJoint, LlaraProbes, LlaraSearch, PromptPart, TokenGuess } from './probes.ts';

const guesses = 10;

type Answers = {
  [K in keyof LlaraProbes]: (
    query: LlaraProbes[K]['query'],
    moment: Moment,
    onProgress: Progress,
  ) => Promise<LlaraProbes[K]['answer']>;
};

export function llaraProbes(
  parts: LlaraParts,
  evaluation: Pick<LlaraEvaluation, 'besideMetrics'>,
): Record<string, Probe> {
  const search = new SearchProbe(parts);
  return {
    joint: ({ block }, moment) => joint(parts, block, moment),
    search: (query, moment) => search.answer(query, moment),
    async beside(saved, _, onProgress) {
      if (saved) await parts.beside.open(saved.id, saved.files, onProgress);
      else parts.beside.close();
      return evaluation.besideMetrics();
    },
    async questions({ limit }) {
      const order = [...parts.prepared.questions].sort((a, b) => Number(b.heldOut) - Number(a.heldOut));
      return order.slice(0, limit).map(({ text, heldOut }) => ({ question: text, heldOut }));
    },
  } satisfies Answers;
}

async function joint(parts: LlaraParts, block: number, moment: Moment): Promise<LlaraJoint> {
  const { texts, model, prompts, prepared, lengths } = parts;
  const { tokenizer } = prepared;
  if (!Number.isInteger(block) || block < 0 || block >= texts.blocks) {
    throw new RetrogradError(
      'bad-option',
      sentence`There is no block ${block + 1}: they are numbered from 1 to ${texts.blocks}.`,
    );
  }
  const text = texts.tokens[block]!;
  const pass = await jointPass(parts, parts.engine, 1, [text]);
  const size = text.length + 2 * promptLength(model.prompt);
  const { words, slots } = prompts.self;
  const promptParts = (word: PromptPart, slot: PromptPart): PromptPart[] => [
    ...words.map(() => word),
    ...slots.map(() => slot),
  ];
  const names = promptNames(model.prompt);
  const nameOf = (id: number) => names[id - prepared.vocabularySize] ?? tokenizer.piece(id);
  const ids = [...text, ...words, ...slots, ...prompts.next.words, ...prompts.next.slots];
  const { vocabularySize } = model.lm;
  const guessesOf = (logits: Float32Array, targets: readonly number[]): TokenGuess[] => {
    const total = logSumExp([...logits]);
    return likeliest(logits, vocabularySize, 0, guesses).map((id) => ({
      token: nameOf(id),
      probability: Math.exp(logits[id]! - total),
      isTarget: targets.includes(id),
    }));
  };
  const perRow = maskWords(lengths.joint);
  const words32 = Array.from({ length: size }, (_, i) =>
    Array.from(pass.mask.subarray(i * perRow, i * perRow + maskWords(size))),
  );
  return {
    ...moment,
    block,
    tokens: ids.map(nameOf),
    parts: [
      ...Array.from(text, (): PromptPart => 'text'),
      ...promptParts('self', 'selfSlot'),
      ...promptParts('next', 'nextSlot'),
    ],
    positions: Array.from(pass.positions.subarray(0, size)),
    mask: { queries: size, keys: size, words: Uint32Array.from(words32.flat()) },
    self: guessesOf(pass.self, texts.self[block]!),
    next: guessesOf(pass.next, texts.next[block]!),
    nextTokens: Array.from(texts.following[block]!, nameOf),
    followed: texts.followed,
  };
}

class SearchProbe {
  /** Embeddings of all blocks at the last moment that was asked about. */
  private known: { at: Moment; embeddings: Float32Array } | null = null;

  constructor(private readonly parts: LlaraParts) {}

  async answer(
    { question, count, beside: named }: LlaraProbes['search']['query'],
    moment: Moment,
  ): Promise<LlaraSearch> {
    const { prepared, embedder, config, lexical, beside } = this.parts;
    const { tokenizer, blocks } = prepared;
    const { cls, unknown } = tokenizer.special;
    const all = tokenizer.encode(question).ids;
    const ids = all.slice(0, prepared.lengths.query - queryExtra);
    if (ids.length === 0) throw new RetrogradError('bad-option', sentence`There is no question: write one.`);
    const { dimension } = embedder;
    const exact = new ExactIndex(await this.embeddings(moment), dimension);
    const query = await embedder.embed([[cls, ...ids]], config.tune.query, 'query');
    const known = prepared.questions.find(({ text }) => text === question);
    // as in the evaluation: not the question's own document, nor another language than the one that it is searched in
    const { barred = null } = known ?? {};
    const depth = neighboursFor(count + barredCount(barred));
    const found = exact.search(query, depth);
    const right = new Set(Array.from(known?.blocks ?? [], (block) => blocks[block]!.identity));
    const hit = (block: number, score: number): Hit => {
      const { title, text, identity } = blocks[block]!;
      return { block, title, text, score, answers: right.has(identity) };
    };
    const ranked = (ids: ArrayLike<number>, scores: ArrayLike<number>): Hit[] => {
      const scoreOf = new Map(Array.from(ids, (block, i) => [block, scores[i]!]));
      return distinctRanking(ids, blocks, count, barred).map((block) => hit(block, scoreOf.get(block)!));
    };
    const retriever = named !== null && beside.current?.id === named ? beside.current : null;
    const asked = queryTokens(ids, tokenizer.special);
    const realm = await retriever?.search([asked], Math.min(blocks.length, depth));
    return {
      ...moment,
      question,
      isKnown: known !== undefined,
      unknown: ids.filter((id) => id === unknown).length,
      cut: all.length - ids.length,
      llara: ranked(found.ids, found.scores),
      realm: realm ? ranked(realm.documents, realm.scores) : null,
      lexical: lexical.search(asked, barred, count, question).map(({ block, score }) => hit(block, score)),
    };
  }

  private async embeddings(at: Moment): Promise<Float32Array> {
    const { texts, embedder } = this.parts;
    if (this.known?.at !== at) {
      const embeddings = await embedder.embed(texts.passages, 'self', 'passage');
      this.known = { at, embeddings };
    }
    return this.known.embeddings;
  }
}
