import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseLabelled } from './labelled.ts';
import { generateReviews } from './reviews.ts';
import { adjectives, keyWords, reportWordings, reviewWordings } from './reviews-words.ts';

const folder = new URL('../../../public/corpus/reviews-labelled/', import.meta.url);
const [manifest, lines] = ['manifest.json', 'labelled.jsonl'].map((name) =>
  readFileSync(new URL(name, folder), 'utf8'),
) as [string, string];
const { tasks, sentences } = parseLabelled(manifest, lines);
const tokens = (text: string): string[] => text.toLowerCase().match(/\p{L}+|\p{N}+|[^\s\p{L}\p{N}]/gu) ?? [];
const splits = ['train', 'test'] as const;
const signals = { sentiment: adjectives, topic: keyWords } as const;
const of = (task: string, split?: string) =>
  sentences.filter((one) => one.task === task && (split === undefined || one.split === split));

/** Share of the test sentences for which a rule gives the label. */
const accuracy = (task: string, rule: (text: string) => string): number =>
  of(task, 'test').filter(({ text, label }) => rule(text) === label).length / of(task, 'test').length;

/** Multinomial naive Bayes over single tokens with one count added, trained on the labelled split; labels are equally frequent. */
function naiveBayes(task: string): (text: string) => string {
  const training = of(task, 'train');
  const vocabulary = new Set(training.flatMap(({ text }) => tokens(text)));
  const labels = tasks
    .find(({ id }) => id === task)!
    .labels.map((label) => {
      const seen = training.filter((one) => one.label === label).flatMap(({ text }) => tokens(text));
      const counts = new Map<string, number>();
      for (const token of seen) counts.set(token, (counts.get(token) ?? 0) + 1);
      const logProbability = (token: string) =>
        Math.log(((counts.get(token) ?? 0) + 1) / (seen.length + vocabulary.size));
      return { label, logProbability };
    });
  return (text) => {
    const known = tokens(text).filter((token) => vocabulary.has(token));
    const scored = labels.map(({ label, logProbability }) => ({
      label,
      score: known.reduce((sum, token) => sum + logProbability(token), 0),
    }));
    return scored.reduce((best, one) => (one.score > best.score ? one : best)).label;
  };
}

describe('the labelled sentences', () => {
  it('are at least 600 of two tasks, none twice', () => {
    expect(sentences.length).toBeGreaterThanOrEqual(600);
    expect(tasks.map(({ id }) => id)).toEqual(['sentiment', 'topic']);
    expect(new Set(sentences.map(({ text }) => text.toLowerCase())).size).toBe(sentences.length);
  });

  it.each(['sentiment', 'topic'])(
    '%s has 256 labelled sentences or more, and every template as many of each label',
    (task) => {
      expect(of(task, 'train').length).toBeGreaterThanOrEqual(256);
      const labels = tasks.find(({ id }) => id === task)!.labels;
      for (const template of new Set(of(task).map((one) => one.template))) {
        const inTemplate = of(task).filter((one) => one.template === template);
        const counts = labels.map((label) => inTemplate.filter((one) => one.label === label).length);
        expect(new Set(counts).size, template).toBe(1);
      }
    },
  );

  it('have no template in two splits, nor one of the pre-training text', () => {
    const shapes = (templates: readonly string[]) =>
      new Set(templates.map((template) => template.toLowerCase().replace(/\{\w+\}/g, '_')));
    const [train, test] = splits.map((split) =>
      shapes(sentences.filter((one) => one.split === split).map(({ template }) => template)),
    ) as [Set<string>, Set<string>];
    for (const shape of [...shapes(reviewWordings), ...shapes(reportWordings)]) {
      expect(train).not.toContain(shape);
      expect(test).not.toContain(shape);
    }
    for (const shape of test) expect(train).not.toContain(shape);
    expect([train.size, test.size]).toEqual([66, 40]);
  });

  it('stand in their templates', () => {
    for (const { template, text } of sentences) {
      const parts = template.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      expect(text).toMatch(new RegExp(`^${parts.join('.+')}$`));
    }
  });

  it.each(['sentiment', 'topic'] as const)(
    '%s: each names one word of its label and split, and none of any other',
    (task) => {
      const owner = new Map(
        Object.entries(signals[task]).flatMap(([label, groups]) =>
          Object.entries(groups).flatMap(([split, words]) =>
            (words as string[]).map((word) => [word, `${label} ${split}`]),
          ),
        ),
      );
      for (const { text, label, split } of of(task)) {
        const found = new Set(tokens(text).flatMap((token) => owner.get(token) ?? []));
        expect([...found], text).toEqual([`${label} ${split}`]);
      }
    },
  );

  it('cannot be told by their words or their length: naive Bayes over the labelled words stays near chance', () => {
    for (const [task, chance] of [
      ['sentiment', 1 / 2],
      ['topic', 1 / 4],
    ] as const) {
      // 160 sentences: two standard errors are .08 and .07
      expect(accuracy(task, naiveBayes(task)), task).toBeLessThan(chance + 0.08);
      const byLength = new Map<number, string[]>();
      for (const { text, label } of of(task, 'train')) {
        const length = tokens(text).length;
        byLength.set(length, [...(byLength.get(length) ?? []), label]);
      }
      const frequent = (labels: string[]) =>
        labels.reduce((best, label) => {
          const count = (one: string) => labels.filter((other) => other === one).length;
          return count(label) > count(best) ? label : best;
        }, labels[0]!);
      const rule = (text: string) => frequent(byLength.get(tokens(text).length) ?? ['']);
      expect(accuracy(task, rule), `${task} by length`).toBeLessThan(chance + 0.08);
    }
  });

  it('are refused with the place of the fault', () => {
    const line = lines.split('\n')[0]!;
    const one = manifest.replace('848', '1');
    expect(parseLabelled(one, line).sentences).toHaveLength(1);
    expect(() => parseLabelled(manifest, line)).toThrow('it promises 848 sentences, labelled.jsonl holds 1');
    expect(() => parseLabelled(one, `${line}\n${line}`)).toThrow('labelled.jsonl, line 2: "sentiment-train-1" is used');
    expect(() => parseLabelled(one, line.replace('"positive"', '"happy"'))).toThrow('with the label "happy"');
    expect(() => parseLabelled(one, line.replace('"train"', '"dev"'))).toThrow('"split" must be one of train, test');
  });
});

describe('reviews', () => {
  const { documents } = generateReviews({ kinds: 'both', texts: 400, seed: 3 });

  it('are as many as asked for, different, and the same for a seed', () => {
    expect(documents).toHaveLength(800);
    expect(new Set(documents.map(({ text }) => text)).size).toBe(800);
    expect(generateReviews({ kinds: 'both', texts: 400, seed: 3 }).documents).toEqual(documents);
    expect(generateReviews({ kinds: 'both', texts: 400, seed: 4 }).documents).not.toEqual(documents);
    expect(() => generateReviews({ kinds: 'both', texts: 1.5, seed: 3 })).toThrow('reviews.texts is 1.5');
  });

  it('may be of one kind, and are then the same', () => {
    const reports = generateReviews({ kinds: 'reports', texts: 400, seed: 3 }).documents;
    expect(reports).toEqual(documents.slice(400));
  });

  it('have words of one label alone, all of them', () => {
    const owner = new Map(
      [...Object.entries(adjectives), ...Object.entries(keyWords)].flatMap(([label, groups]) =>
        Object.values(groups).flatMap((words) => (words as string[]).map((word) => [word, label] as const)),
      ),
    );
    const used = new Set<string>();
    for (const { text } of documents) {
      const found = tokens(text).filter((token) => owner.has(token));
      expect(new Set(found.map((word) => owner.get(word))).size, text).toBe(1);
      for (const word of found) used.add(word);
    }
    expect(used.size).toBe(owner.size);
  });

  it('end in a verdict by half, words of labelled sentences among them', () => {
    const verdict = /All in all, it was|Our advice is to|This report was about|on the pages for/;
    const judged = documents.filter(({ text }) => verdict.test(text));
    // 800 texts, a share of .5: four standard errors are .071
    expect(Math.abs(judged.length / 800 - 0.5)).toBeLessThan(0.071);
    const found = new Set(judged.flatMap(({ text }) => tokens(text)));
    for (const { train, test } of [...Object.values(adjectives), ...Object.values(keyWords)]) {
      for (const word of [...train, ...test]) expect(found).toContain(word);
    }
  });
});
