/** Pairs of a query and a right passage: questions of training subjects with the blocks that answer them, or sentences with their blocks (ICT). */

import type { PreparedCorpus } from '../../run/prepare.ts';
import { mayBeTrained } from '../../run/prepare-questions.ts';
import { documentTokens } from '../../run/sequences.ts';
import { sequenceAt } from '../../text/tokenizer/tokens.ts';
import { Prng } from '../../util/prng.ts';
import { withoutLast } from './texts.ts';

/** Texts without a prompt. */
export interface Pair {
  query: ArrayLike<number>;
  passage: ArrayLike<number>;
  /** The passage's identity. */
  identity: string;
  /** Identities of all blocks that answer the query, and of those that it must not find: none of them is a negative. */
  right: ReadonlySet<string>;
}

/** Where pairs come from. `items` are numbered. */
export interface PairSource {
  readonly items: number;
  draw(item: number, prng: Prng): Pair;
  /** The query with which hard negatives are mined, and what is none. */
  mined(item: number): { query: ArrayLike<number>; right: ReadonlySet<string> };
}

/** Numbers of the questions that may be trained on. */
export function trainedQuestions(prepared: PreparedCorpus): number[] {
  return prepared.questions.flatMap((question, i) => (mayBeTrained(question, prepared) ? [i] : []));
}

/** The first `limit` of the questions of training subjects in a random order; 0: all. */
export function questionPairs(prepared: PreparedCorpus, limit: number, seed: number): PairSource {
  const { questions, blocks, documents } = prepared;
  const all = Prng.fork(seed, 'tune pairs').shuffle(trainedQuestions(prepared));
  const chosen = limit === 0 ? all : all.slice(0, limit);
  const mined = chosen.map((number) => {
    const { ids, blocks: right, barred = [] } = questions[number]!;
    const identities = Array.from(right, (block) => blocks[block]!.identity);
    return { query: withoutLast(ids), right: new Set([...identities, ...barred]) };
  });
  return {
    items: chosen.length,
    mined: (item) => mined[item]!,
    draw(item, prng) {
      const block = prng.pick([...questions[chosen[item]!]!.blocks]);
      return {
        ...mined[item]!,
        passage: withoutLast(sequenceAt(documents, block)),
        identity: blocks[block]!.identity,
      };
    },
  };
}

/** The inverse cloze task (Lee et al. 2019): a sentence of a block, and the block without it, or with it with probability `keepSentence`. */
export function ictPairs(prepared: PreparedCorpus, keepSentence: number, maxLength: number): PairSource {
  const { blocks, sentences, documents, tokenizer } = prepared;
  const of: number[][] = blocks.map(() => []);
  sentences.forEach(({ block }, i) => {
    of[block]!.push(i);
  });
  const filled = [...blocks.keys()].filter((block) => of[block]!.length > 0);
  const { special } = tokenizer;
  const queryOf = (sentence: number) => [special.cls, ...sentences[sentence]!.ids];
  const titles = blocks.map(({ title }) => tokenizer.encode(title).ids);
  return {
    items: filled.length,
    mined(item) {
      const block = filled[item]!;
      return { query: queryOf(of[block]![0]!), right: new Set([blocks[block]!.identity]) };
    },
    draw(item, prng) {
      const block = filled[item]!;
      const own = of[block]!;
      const sentence = prng.pick(own);
      const keeps = prng.uniform() < keepSentence || own.length === 1;
      const rest = own.filter((one) => one !== sentence).flatMap((one) => sentences[one]!.ids);
      const { identity } = blocks[block]!;
      return {
        query: queryOf(sentence),
        passage: withoutLast(
          keeps ? sequenceAt(documents, block) : documentTokens(titles[block]!, rest, special, maxLength),
        ),
        identity,
        right: new Set([identity]),
      };
    },
  };
}
