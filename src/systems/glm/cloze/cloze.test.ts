import { describe, expect, it } from 'vitest';
import { runReference } from '../../../graph/reference.ts';
import { glmClassifierGraph } from '../../../models/glm-classifier.ts';
import { ParameterRegistry } from '../../../models/registry.ts';
import { numericGradient, parameterFeeds } from '../../../models/testing.ts';
import { tinyGlm, workedGlm } from '../../../models/testing-glm.ts';
import { generateReviews } from '../../../text/corpus/reviews.ts';
import { trainTokenizer } from '../../../text/tokenizer/tokenizer.ts';
import { fillRows } from '../rows.ts';
import { glmVocabulary } from '../vocabulary.ts';
import { clozeQuestion, clozeRow, headRow, requireReadable } from './cloze-rows.ts';
import { clozeTasks } from './patterns.ts';
import { bestLabel, multiTokenScore, singleTokenScores } from './scoring.ts';

describe('scores of labels', () => {
  it('with one token are the raw logits of their ids', () => {
    expect(singleTokenScores([0.1, -2, 3, 0.5], [2, 1])).toEqual([3, -2]);
  });

  it('with several tokens are Σ log p, the end included, divided by length^penalty', () => {
    // p = 1/2, 1/4 and 1/2 for eop: ln 1/16
    const short = [Math.log(1 / 2), Math.log(1 / 4), Math.log(1 / 2)];
    expect(multiTokenScore(short)).toBeCloseTo(-2.772589, 6);
    expect(multiTokenScore(short, 1)).toBeCloseTo(-0.924196, 6);
    expect(multiTokenScore(short, 0.5)).toBeCloseTo(-1.600755, 6);
    // five tokens of 1/2: ln 1/32 is less, its mean is more
    const long = new Array<number>(5).fill(Math.log(1 / 2));
    const scores = (penalty: number) => [short, long].map((one) => multiTokenScore(one, penalty));
    expect(bestLabel(scores(0))).toBe(0);
    expect(bestLabel(scores(1))).toBe(1);
  });
});

const { documents } = generateReviews({ kinds: 'both', texts: 200, seed: 1 });
const tokenizer = trainTokenizer(
  documents.map(({ text }) => text),
  { kind: 'word', vocabularySize: 2000 },
);
const vocabulary = glmVocabulary(tokenizer, false);
const reading = { tokenizer, vocabulary, maxLength: 40, objective: 'glm' as const, mode: 'token' as const };
const written = (ids: number[]) => ids.map(vocabulary.piece).join(' ');

describe('patterns', () => {
  it('have one blank, words for each label, and in the first pattern one token a label that the pre-training text has', () => {
    for (const { labels, patterns } of Object.values(clozeTasks)) {
      expect(patterns.length).toBeGreaterThanOrEqual(2);
      for (const { wording, words } of patterns) {
        expect(wording.split('{verdict}')).toHaveLength(2);
        expect(Object.keys(words)).toEqual(labels);
        for (const word of Object.values(words)) {
          expect(tokenizer.encode(word).ids).not.toContain(tokenizer.special.unknown);
        }
      }
      for (const label of labels) {
        expect(tokenizer.encode((patterns[0]!.words as Record<string, string>)[label]!).ids).toHaveLength(1);
      }
    }
  });

  it('make a row of a sentence: the blank is read at sop', () => {
    const { labels, patterns } = clozeTasks.sentiment;
    const row = clozeRow('The plot was lovely.', patterns[1]!, 'positive', reading);
    expect(written(row.ids)).toBe('[CLS] the plot was lovely . our advice is to [MASK] . [sop] go soon');
    expect(written(row.targets)).toBe('go soon [eop]');
    const question = clozeQuestion('The plot was lovely.', patterns[0]!, labels, 1, reading);
    expect(written(question.ids)).toBe('[CLS] the plot was lovely . all in all , it was [MASK] . [sop]');
    expect(question).toMatchObject({ partA: 14, at: [14], targets: [1] });
    expect(question.first.at(-1)).toBe(12);
    expect(question.second.at(-1)).toBe(1);
  });

  it('of a masked LM have a mask for each word, whose place is read', () => {
    const masked = { ...reading, objective: 'mlm' as const };
    const { labels, patterns } = clozeTasks.sentiment;
    const row = clozeRow('The plot was lovely.', patterns[1]!, 'positive', masked);
    expect(written(row.ids)).toBe('[CLS] the plot was lovely . our advice is to [MASK] [MASK] .');
    expect(row.at.map((i) => written([row.ids[i]!]))).toEqual(['[MASK]', '[MASK]']);
    expect(written(row.targets)).toBe('go soon');
    const question = clozeQuestion('The plot was lovely.', patterns[0]!, labels, 1, masked);
    expect(written(question.ids)).toBe('[CLS] the plot was lovely . all in all , it was [MASK] .');
    expect(question).toMatchObject({ partA: 14, at: [12], targets: [1] });
    expect(headRow('Lovely.', 1, masked)).toMatchObject({ partA: 3, at: [0] });
  });

  it('of a causal LM end before the blank, where the token before it is read', () => {
    const causal = { ...reading, objective: 'causal' as const };
    const { labels, patterns } = clozeTasks.sentiment;
    const row = clozeRow('The plot was lovely.', patterns[1]!, 'positive', causal);
    expect(row.at.map((i) => written([row.ids[i]!]))).toEqual(['to', 'go']);
    expect(written(row.targets)).toBe('go soon');
    const question = clozeQuestion('The plot was lovely.', patterns[0]!, labels, 1, causal);
    expect(written(question.ids)).toBe('[CLS] the plot was lovely . all in all , it was');
    expect(question).toMatchObject({ partA: 0, at: [11], targets: [1] });
    expect(headRow('Lovely.', 1, causal)).toMatchObject({ partA: 0, at: [2] });
  });

  it('have a mask that was trained', () => {
    const { labels, patterns } = clozeTasks.sentiment;
    const row = clozeQuestion('Lovely.', patterns[0]!, labels, 0, { ...reading, mode: 'document' });
    expect(written(row.ids)).toBe('[CLS] lovely . all in all , it was [gMASK] . [sop]');
  });

  it('keep their blank beside a sentence that is too long', () => {
    const long = new Array(60).fill('lovely').join(' ');
    const { labels, patterns } = clozeTasks.sentiment;
    const { ids, partA } = clozeQuestion(long, patterns[0]!, labels, 0, reading);
    expect(partA).toBe(40);
    expect(written(ids)).toMatch(/lovely all in all , it was \[MASK\] \. \[sop\]$/);
    expect(headRow(long, 0, reading).ids).toHaveLength(40);
  });
});

describe('a task', () => {
  const need = (overrides: Partial<typeof reading>) => () =>
    requireReadable(clozeTasks.sentiment, { ...reading, ...overrides });

  it('needs a pattern that leaves room for a token of the sentence', () => {
    // [CLS], one token, “all in all , it was”, the blank and “.”
    expect(need({ maxLength: 10 })).not.toThrow();
    expect(need({ maxLength: 9 })).toThrow('give it 10 or more');
  });

  it('needs labels that are one known token each', () => {
    const letters = trainTokenizer(['good and bad'], { kind: 'bpe', vocabularySize: 64 });
    const few = trainTokenizer(['this is good'], { kind: 'word', vocabularySize: 64 });
    for (const short of [letters, few]) expect(need({ tokenizer: short, maxLength: 99 })).toThrow('is not one token');
    expect(few.encode('bad').ids).toEqual([few.special.unknown]);
  });
});

describe.each(['cloze', 'head'] as const)('the classifier in float64, %s', (form) => {
  const shape = { rows: 2, length: 10, labels: 3 };
  const registry = new ParameterRegistry(3);
  const { graph, loss, scores } = glmClassifierGraph(registry, tinyGlm, shape, form);
  const feeds: Record<string, Float64Array> = {};
  for (const [name, { shape: size }] of graph.inputs) feeds[name] = new Float64Array(size.reduce((a, b) => a * b, 1));
  const inputs = {
    integers: (name: string) => feeds[name],
    floats: (name: string) => feeds[name],
  };
  const { ids, first, second, partA } = workedGlm;
  const upTo = (values: number[]) => values.slice(0, partA + 1);
  const read = { ids: upTo(ids), first: upTo(first), second: upTo(second), partA };
  const rows = [2, 0].map((target) => ({ ...read, at: [partA], targets: [target] }));
  fillRows(inputs as never, rows, shape, shape.labels);
  if (form === 'cloze') feeds.words!.set([4, 6, 8]);
  for (const [name, values] of Object.entries(parameterFeeds(registry))) feeds[name] = Float64Array.from(values);

  it('has the mean cross-entropy of the softmax over the labels alone', () => {
    const run = runReference(graph, feeds);
    const s = run.value(scores).data;
    expect(s).toHaveLength(6);
    const nll = (r: number, target: number) => {
      const own = Array.from(s.slice(3 * r, 3 * r + 3));
      return Math.log(own.reduce((sum, x) => sum + Math.exp(x), 0)) - own[target]!;
    };
    expect(Math.abs(run.value(loss).data[0]! - (nll(0, 2) + nll(1, 0)) / 2)).toBeLessThan(1e-12);
  });

  it('agrees with finite differences in every parameter', () => {
    const run = runReference(graph, feeds, loss);
    const lossAt = () => runReference(graph, feeds).value(loss).data[0]!;
    for (const [key, tensor] of graph.parameters) {
      const gradient = run.gradient(tensor).data;
      // where it is largest, so that none is compared at a row that is not read
      const i = gradient.reduce((top, x, at) => (Math.abs(x) > Math.abs(gradient[top]!) ? at : top), 0);
      expect(Math.abs(numericGradient(feeds[key]!, i, lossAt) - gradient[i]!), `∂loss/∂${key}[${i}]`).toBeLessThan(
        1e-7,
      );
    }
  });
});
