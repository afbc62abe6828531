/** A scripted GLM run: the worked example x1 … x6 with words, whose losses fall as the run goes on, and blanks that are filled. */
import { allowKeys, maskWords } from '../../../graph/ops/attention-mask.ts';
import type { Moment } from '../../../run/records.ts';
import { genericScript, type MakeScript } from '../../../run/testing/script.ts';
import type { Filled, FilledBlank, GlmProbes, GlmSample } from '../probes.ts';

const source = '[CLS] mira dahl was born in naples and works for cortexa .'.split(' ');

/** Spans [naples and] and [cortexa], the second one first; with an even seed the other way round. */
function scriptedSample({ mode, seed }: GlmProbes['sample']['query'], skill: number): GlmSample {
  const mask = { token: '[MASK]', sentence: '[sMASK]', document: '[gMASK]' }[mode];
  const inText =
    mode === 'token'
      ? [
          [6, 8],
          [10, 11],
        ]
      : [[mode === 'sentence' ? 8 : 3, source.length]];
  const spans = inText.map(([start, end]) => ({ start: start!, end: end! }));
  if (seed % 2 === 1) spans.reverse();
  const tokens: string[] = [];
  const places = new Map<number, number>();
  for (let at = 0; at < source.length; ) {
    const span = spans.find(({ start }) => start === at);
    if (span) places.set(span.start, tokens.length);
    tokens.push(span ? mask : source[at]!);
    at = span ? span.end : at + 1;
  }
  const partB = tokens.length;
  const first = tokens.map((_, i) => i);
  const second = tokens.map(() => 0);
  const targets: (string | null)[] = tokens.map(() => null);
  for (const { start, end } of spans) {
    const own = source.slice(start, end);
    tokens.push('[sop]', ...own);
    targets.push(...own, '[eop]');
    first.push(...[null, ...own].map(() => places.get(start)!));
    second.push(...[null, ...own].map((_, i) => i + 1));
  }
  const length = tokens.length;
  const words = new Uint32Array(length * maskWords(length));
  for (let i = 0; i < length; i++) allowKeys(words, length, i, 0, Math.max(partB, i + 1));
  return {
    source,
    spans,
    tokens,
    partB,
    targets,
    first,
    second,
    mask: { queries: length, keys: length, words },
    losses: targets.map((target, i) => (target === null ? null : (5.75 - (i % 3) / 4) * (1 - skill) + 0.03)),
  };
}

function scriptedFill({ text }: GlmProbes['fill']['query'], skill: number): Filled {
  const parts = text.split('___');
  const words = [
    ['naples', '[eop]'],
    ['cortexa', 'group', '[eop]'],
  ];
  const blanks = parts.slice(1).map((_, blank): FilledBlank => {
    const tokens = words[blank % 2]!;
    return {
      text: tokens.slice(0, -1).join(' '),
      isEnded: true,
      steps: tokens.map((token) => ({
        token,
        probability: 0.2 + 0.75 * skill,
        others: ['oslo', 'globex'].map((other, i) => ({ token: other, probability: (0.1 - 0.08 * skill) / (i + 1) })),
      })),
    };
  });
  return {
    pieces: parts.flatMap((part, i) => (i === 0 ? [part] : [{ blank: i - 1 }, part])).filter((part) => part !== ''),
    blanks,
    tokensPerSecond: 120,
  };
}

export const glmScript: MakeScript = (context) => ({
  ...genericScript(context),
  facts: { blocks: 3, vocabulary: 313 },
  probes: {
    sample: async (query: GlmProbes['sample']['query'], moment: Moment) =>
      scriptedSample(query, context.shareOf(moment)),
    titles: async (): Promise<GlmProbes['titles']['answer']> => [
      { title: 'mira dahl', isHeldOut: true },
      { title: 'leon costa', isHeldOut: false },
    ],
    fill: async (query: GlmProbes['fill']['query'], moment: Moment) => scriptedFill(query, context.shareOf(moment)),
  },
});
