/** The masking lab of scripted runs: words for tokens, and the numbers of `fakeExample`. */
import type { Moment } from '../../../run/records.ts';
import type { LabQuery, LabSummary, LabView } from '../lab-records.ts';
import { exampleCount, fakeExample } from './fake-examples.ts';

const maxMasks = 8;

function masksOf(masking: LabQuery['masking'], tokens: number, salient: number[]): number[] {
  if ('positions' in masking) return [...masking.positions].slice(0, maxMasks);
  const { strategy, seed } = masking;
  if (strategy === 'salient') return salient;
  if (strategy === 'uniform') return [...new Set([seed % tokens, (seed * 7 + 3) % tokens])].sort((a, b) => a - b);
  return [seed % (tokens - 1)];
}

/** `indexAge`: null before there is an index. */
export function fakeLab(query: LabQuery, skill: number, moment: Moment, indexAge: number | null): LabView {
  const { phase, step } = moment;
  const number = 'index' in query.sentence ? query.sentence.index : null;
  const example = fakeExample(number ?? 0, skill, moment);
  const text = 'text' in query.sentence ? query.sentence.text : example.sentence;
  const tokens = [...text.matchAll(/\p{L}+|\p{N}+|[^\s]/gu)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
  }));
  const answer = example.masked[0]!;
  const at = tokens.findIndex(({ start }) => start === answer.start);
  const salient = at < 0 ? [] : [at];
  const masked = masksOf(query.masking, tokens.length, salient);
  const lookOf = masked.reduce((sum, position) => sum * 31 + position + 1, 0) % 7;
  const read = fakeExample((number ?? 0) + exampleCount * lookOf, skill, { phase, step: step + 9 * lookOf });
  const { edit } = query;
  const candidates = read.candidates.map((one) =>
    edit && one.document === edit.document && one.text === edit.before ? { ...one, text: edit.text } : one,
  );
  const { logMarginal } = read;
  const isRead = masked.length > 0;
  return {
    phase,
    step,
    sentence: number === null ? null : example.index,
    count: exampleCount,
    text,
    tokens,
    cut: 0,
    spans: at < 0 ? [] : [{ start: answer.start, end: answer.end, kind: /^\d/.test(answer.text) ? 'date' : 'place' }],
    masked,
    maxMasks,
    heldOut: number === null ? null : example.heldOut,
    sourceDocument: number === null ? null : example.sourceDocument,
    search: indexAge === null ? { by: 'exact' } : { by: 'index', age: indexAge },
    skipped: null,
    reading: isRead
      ? {
          logMarginal,
          utility: query.nullDocument ? 1.2 : null,
          nullProbability: query.nullDocument ? candidates[0]!.prior : null,
          candidates: query.nullDocument ? candidates : candidates.slice(1),
          predictions: masked.map(() => candidates[1]!.predictions),
        }
      : null,
    lexical: isRead ? read.lexical : [],
  };
}

export function fakeLabSummary(sentences: number, skill: number, { phase, step }: Moment): LabSummary {
  const row = (strategy: LabSummary['rows'][number]['strategy'], masks: number, factor: number) => ({
    strategy,
    examples: sentences,
    skipped: 0,
    masks,
    utility: factor * 5 * skill,
    nullProbability: 0.4 - 0.3 * skill * factor,
  });
  return {
    phase,
    step,
    sentences,
    rows: [row('salient', 1, 1), row('uniform', 2.1, 0.4), row('random-span', 1, 0.3)],
  };
}
