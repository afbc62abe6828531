/**
 * Writes and reads the parts of a Hugging Face tokenizer.json around the model. transformers.js and the `tokenizers` library of Python read our
 * files and give the same ids.
 */

import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { z } from '../../util/zod.ts';
import { BytePairModel } from './bpe.ts';
import type { NormaliserRules } from './normalise.ts';
import type { WordModel } from './word-model.ts';
import { WordPieceModel } from './wordpiece.ts';

/** In the order of their ids: 0 … 4. */
export const specialTokens = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'] as const;
export type SpecialToken = (typeof specialTokens)[number];

/** A `tokenizer_config.json` to go with it: the second argument of transformers.js's `PreTrainedTokenizer`. */
export const tokenizerConfig = {
  tokenizer_class: 'PreTrainedTokenizerFast',
  pad_token: '[PAD]',
  unk_token: '[UNK]',
  cls_token: '[CLS]',
  sep_token: '[SEP]',
  mask_token: '[MASK]',
  clean_up_tokenization_spaces: true,
} as const;

/** Han characters, CJK punctuation and full-width forms, as code points in hexadecimal. */
const wideRanges = [
  ['3001', '303f'],
  ['3400', '4dbf'],
  ['4e00', '9fff'],
  ['f900', 'faff'],
  ['ff01', 'ffee'],
  ['20000', '3ffff'],
] as const;

/** A space between two wide characters, in the notation of the Rust library (`\x{…}`) or of JavaScript (`\u{…}`). */
function spaceBetween(notation: '\\x' | '\\u'): string {
  const wide = wideRanges.map(([first, last]) => `${notation}{${first}}-${notation}{${last}}`).join('');
  return `(?<=[${wide}]) (?=[${wide}])`;
}

/** When text is decoded, there is no space between two Han characters. */
export const spaceBetweenHan = new RegExp(spaceBetween('\\u'), 'gu');

/** Writes a tokenizer.json. `ids` gives the ids of the special tokens. */
export function writeTokenizer(
  model: WordModel,
  rules: NormaliserRules,
  ids: Record<SpecialToken, number>,
): Record<string, unknown> {
  const special = (token: SpecialToken, type: number) => ({ SpecialToken: { id: token, type_id: type } });
  const sequence = (id: 'A' | 'B', type: number) => ({ Sequence: { id, type_id: type } });
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specialTokens
      .map((content) => ({
        id: ids[content],
        content,
        single_word: false,
        lstrip: false,
        rstrip: false,
        normalized: false,
        special: true,
      }))
      .sort((a, b) => a.id - b.id),
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFC' },
        {
          type: 'BertNormalizer',
          clean_text: true,
          handle_chinese_chars: true,
          strip_accents: rules.stripAccents,
          lowercase: rules.lowercase,
        },
        ...(rules.lowercase ? [{ type: 'Replace', pattern: { String: 'ς' }, content: 'σ' }] : []),
      ],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'BertPreTokenizer' },
        { type: 'Split', pattern: { Regex: '[\\x{20000}-\\x{3ffff}]' }, behavior: 'Isolated', invert: false },
      ],
    },
    post_processor: {
      type: 'TemplateProcessing',
      single: [special('[CLS]', 0), sequence('A', 0), special('[SEP]', 0)],
      pair: [special('[CLS]', 0), sequence('A', 0), special('[SEP]', 0), sequence('B', 1), special('[SEP]', 1)],
      special_tokens: {
        '[CLS]': { id: '[CLS]', ids: [ids['[CLS]']], tokens: ['[CLS]'] },
        '[SEP]': { id: '[SEP]', ids: [ids['[SEP]']], tokens: ['[SEP]'] },
      },
    },
    decoder: {
      type: 'Sequence',
      decoders: [
        model.decoderJSON(),
        { type: 'Fuse' },
        { type: 'Replace', pattern: { Regex: spaceBetween('\\x') }, content: '' },
      ],
    },
    model: model.toJSON('[UNK]'),
  };
}

const vocabularySchema = z.record(z.string(), z.int());
const bertNormaliser = z.object({
  type: z.literal('BertNormalizer'),
  lowercase: z.boolean(),
  strip_accents: z.nullish(z.boolean()),
});
const normaliserSchema = z.object({
  type: z.literal('Sequence'),
  normalizers: z.array(z.looseObject({ type: z.string() })),
});
const modelSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('WordPiece'),
    vocab: vocabularySchema,
    max_input_chars_per_word: z._default(z.int(), 100),
    continuing_subword_prefix: z._default(z.string(), '##'),
  }),
  z.object({
    type: z.literal('BPE'),
    vocab: vocabularySchema,
    merges: z.array(z.union([z.string(), z.tuple([z.string(), z.string()])])),
    end_of_word_suffix: z.string(),
    continuing_subword_prefix: z.nullish(z.literal('')),
    fuse_unk: z._default(z.literal(false), false),
    byte_fallback: z._default(z.literal(false), false),
    ignore_merges: z._default(z.literal(false), false),
  }),
]);
const tokenizerSchema = z.object({
  added_tokens: z.array(z.object({ id: z.int(), content: z.string() })),
  normalizer: z.union([bertNormaliser, normaliserSchema]),
  pre_tokenizer: z.looseObject({ type: z.string() }),
  model: modelSchema,
});

/** The parts of a tokenizer. */
export interface TokenizerParts {
  model: WordModel;
  rules: NormaliserRules;
  vocabulary: ReadonlyMap<string, number>;
  ids: Record<SpecialToken, number>;
}

/**
 * Reads a tokenizer.json of ours, or of any BERT-like tokenizer with [PAD] = 0 and the same special tokens.
 * Throws `bad-tokenizer` with the field that is not supported.
 */
export function readTokenizer(json: unknown): TokenizerParts {
  const parsed = tokenizerSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unreadable(`${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'not a tokenizer'}`);
  }
  const { added_tokens, normalizer, pre_tokenizer, model } = parsed.data;

  const vocabulary = new Map(Object.entries(model.vocab));
  for (const { id, content } of added_tokens) vocabulary.set(content, id);
  const seen = new Set(vocabulary.values());
  for (let id = 0; id < vocabulary.size; id++) {
    if (!seen.has(id)) throw unreadable(`model.vocab: id ${id} is missing of ${vocabulary.size}`);
  }
  const ids = {} as Record<SpecialToken, number>;
  for (const token of specialTokens) {
    const id = vocabulary.get(token);
    if (id === undefined) throw unreadable(`model.vocab: the special token ${token} is missing`);
    ids[token] = id;
  }
  if (ids['[PAD]'] !== 0) throw unreadable(`model.vocab: [PAD] is ${ids['[PAD]']} and must be 0`);

  const split = JSON.stringify(pre_tokenizer);
  if (!split.includes('"BertPreTokenizer"')) {
    throw unreadable(`pre_tokenizer: ${pre_tokenizer.type} is not supported, only BertPreTokenizer`);
  }
  return { model: readModel(model, vocabulary, ids['[UNK]']), rules: readRules(normalizer), vocabulary, ids };
}

function readModel(
  model: z.infer<typeof modelSchema>,
  vocabulary: ReadonlyMap<string, number>,
  unknown: number,
): WordModel {
  if (model.type === 'WordPiece') {
    return new WordPieceModel(vocabulary, unknown, model.max_input_chars_per_word, model.continuing_subword_prefix);
  }
  const merges = model.merges.map((merge): [string, string] => {
    const pair = typeof merge === 'string' ? merge.split(' ') : merge;
    if (pair.length !== 2) throw unreadable(`model.merges: "${merge}" is not two pieces`);
    return [pair[0]!, pair[1]!];
  });
  return new BytePairModel(vocabulary, merges, unknown, model.end_of_word_suffix);
}

function readRules(normalizer: z.infer<typeof tokenizerSchema>['normalizer']): NormaliserRules {
  const steps: { type: string }[] = normalizer.type === 'Sequence' ? normalizer.normalizers : [normalizer];
  const foreign = steps.find(({ type }) => type !== 'NFC' && type !== 'BertNormalizer' && type !== 'Replace');
  if (foreign) throw unreadable(`normalizer: ${foreign.type} is not supported`);
  const bert = bertNormaliser.safeParse(steps.find(({ type }) => type === 'BertNormalizer'));
  if (!bert.success) throw unreadable('normalizer: no BertNormalizer in it');
  // As in BERT: if the text is lowercased, accents are stripped, unless the file says otherwise.
  const { lowercase, strip_accents } = bert.data;
  return { lowercase, stripAccents: strip_accents ?? lowercase };
}

function unreadable(what: string): RetrogradError {
  return new RetrogradError(
    'bad-tokenizer',
    sentence`tokenizer.json, ${what}. Give a WordPiece or BPE tokenizer with BERT's normaliser and special tokens, or train a new one.`,
  );
}
