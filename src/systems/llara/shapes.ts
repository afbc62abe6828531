/** The sizes of the model and of its rows, from settings and corpus. */
import type { LlaraConfig as LlaraModel } from '../../models/llara.ts';
import { type Prompts, promptIds, promptLength, promptTokens } from '../../models/llara-prompt.ts';
import type { PreparedCorpus } from '../../run/prepare.ts';
import type { LlaraConfig } from './settings.ts';
import type { LlaraTexts } from './texts.ts';

export interface LlaraShapes {
  model: LlaraModel;
  prompts: Prompts;
  /** Tokens of the longest text, and of padded rows: of the joint pass, and of queries and passages with one prompt. */
  lengths: { text: number; joint: number; query: number; passage: number };
}

const roundUp = (n: number) => Math.ceil(n / 4) * 4;

export function shapesOf(
  { lm: { width, layers, heads, initialStd }, prompt }: LlaraConfig,
  { vocabularySize, lengths: longest }: Pick<PreparedCorpus, 'vocabularySize' | 'lengths'>,
  texts: Pick<LlaraTexts, 'tokens'>,
): LlaraShapes {
  const size = promptLength(prompt);
  const text = texts.tokens.reduce((most, { length }) => Math.max(most, length), 2);
  const lengths = {
    text,
    joint: roundUp(text + 2 * size),
    // the last [SEP] is left out
    query: roundUp(longest.query - 1 + size),
    passage: roundUp(longest.document - 1 + size),
  };
  const lm = {
    ...{ width, layers, heads, initialStd },
    vocabularySize: roundUp(vocabularySize + promptIds(prompt)),
    maxLength: Math.max(lengths.query, lengths.passage, text + size),
  };
  return { model: { lm, prompt }, prompts: promptTokens(prompt, vocabularySize), lengths };
}
