/** A scripted LLaRA run: one block in the joint pass, whose guesses become right as the run goes on, and a search. */
import { allowKeys, maskWords } from '../../../graph/ops/attention-mask.ts';
import type { Moment } from '../../../run/records.ts';
import { genericScript, type MakeScript } from '../../../run/testing/script.ts';
import { checkRealm } from '../../realm/saved-retriever.ts';
import type { Hit, LlaraJoint, LlaraProbes, PromptPart, TokenGuess } from '../probes.ts';

const text = '[CLS] mira dahl was born in the city of naples . she works for cortexa .'.split(' ');
const nextTokens = 'her dog is called ziggy .'.split(' ');
const self = 'the original sentence : [SELF]'.split(' ');
const next = 'the next sentence : [NEXT]'.split(' ');
const others = 'lisbon tokyo globex 1964 dog river hansen oslo paris welsh'.split(' ');

/** The joint pass as section 1 of LLaRA has it: causal, NEXT blind to SELF, positions of NEXT as those of SELF. */
function scriptedJoint(block: number, skill: number, moment: Moment): LlaraJoint {
  const [t, s, n] = [text.length, self.length, next.length];
  const length = t + s + n;
  const words = new Uint32Array(length * maskWords(length));
  for (let i = 0; i < length; i++) {
    allowKeys(words, length, i, 0, Math.min(i + 1, i < t + s ? length : t));
    if (i >= t + s) allowKeys(words, length, i, t + s, i + 1);
  }
  const half = (own: readonly string[], name: 'self' | 'next'): PromptPart[] =>
    own.map((_, i): PromptPart => (i < own.length - 1 ? name : (`${name}Slot` as const)));
  const guesses = (targets: readonly string[]): TokenGuess[] => {
    const right = Math.round(skill * Math.min(6, targets.length));
    const tokens = [...targets.slice(0, right), ...others].slice(0, 10);
    return tokens.map((token, i) => ({ token, probability: 0.4 * 0.6 ** i, isTarget: i < right }));
  };
  return {
    ...moment,
    block,
    tokens: [...text, ...self, ...next],
    parts: [...text.map((): PromptPart => 'text'), ...half(self, 'self'), ...half(next, 'next')],
    positions: Array.from({ length }, (_, i) => (i < t + s ? i : i - s)),
    mask: { queries: length, keys: length, words },
    self: guesses(text.slice(1).filter((token) => token.length > 3)),
    next: guesses(nextTokens.filter((token) => token.length > 2)),
    nextTokens,
    followed: { blocks: { count: 3, of: 3 }, sentences: { count: 4, of: 6 } },
  };
}

const hit = (block: number, score: number, answers: boolean): Hit => ({
  block,
  title: answers ? 'Mira Dahl' : 'Mira Costa',
  text: answers ? 'Mira Dahl was born in the city of Naples.' : `Mira Costa earns a salary at firm ${block}.`,
  score,
  answers,
});

export const llaraScript: MakeScript = (context) => ({
  ...genericScript(context),
  facts: { blocks: 3, vocabulary: 313 },
  probes: {
    joint: async ({ block }: LlaraProbes['joint']['query'], moment: Moment) =>
      scriptedJoint(block, context.shareOf(moment), moment),
    search: async (
      { question, count, beside }: LlaraProbes['search']['query'],
      moment: Moment,
    ): Promise<LlaraProbes['search']['answer']> => ({
      ...moment,
      question,
      isKnown: question === 'Where was Mira Dahl born?' || question === 'Who works for Cortexa?',
      unknown: question.includes('?') ? 0 : 1,
      cut: 0,
      llara: [hit(0, 0.91, true), hit(4, 0.42, false), hit(7, 0.4, false)].slice(0, count),
      lexical: [hit(4, 7.1, false), hit(0, 6.4, true)].slice(0, count),
      realm: beside === null ? null : [hit(7, 3.2, false), hit(4, 2.9, false), hit(0, 2.5, true)].slice(0, count),
    }),
    // a scripted checkpoint has no retriever: only its configuration is looked at
    beside: async (saved: LlaraProbes['beside']['query']): Promise<LlaraProbes['beside']['answer']> => {
      if (!saved) return null;
      const { system } = JSON.parse(saved.files.config);
      checkRealm(system);
      return { realmRecallAt1: 0.25, realmRecallAt5: 0.75, realmMrrAt10: 0.5 };
    },
    questions: async (): Promise<LlaraProbes['questions']['answer']> => [
      { question: 'Where was Mira Dahl born?', heldOut: true },
      { question: 'Who works for Cortexa?', heldOut: false },
    ],
  },
});
