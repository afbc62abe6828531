import { describe, expect, it } from 'vitest';
import { prepareCorpus } from '../../run/prepare.ts';
import { defaultRealmConfig } from '../../systems/realm/settings.ts';
import type { Corpus } from '../corpus/corpus.ts';
import { annotated } from './annotate.ts';
import { parseAnnotated } from './spans-annotation.ts';

/** Each sentence apart; `[p …]` marks what the finder finds. */
const sentences = [
  ['[p ada] met [l bonn].', 'Then [x nothing]!'],
  ['In [l oslo] it rained.'],
  ...Array.from({ length: 40 }, (_, i) => [`Day ${i} in [l lund${i}].`, 'Nothing more.']),
];
const known = new Map(sentences.flat().map((written) => [parseAnnotated(written).text, parseAnnotated(written).spans]));
const corpus: Corpus = {
  manifest: { id: 'c', title: 'C', licence: '', source: '', documents: sentences.length, questions: 0, language: 'en' },
  documents: sentences.map((written, i) => ({
    id: `d${i}`,
    title: `T${i}`,
    text: written.map((sentence) => parseAnnotated(sentence).text).join('  '),
    // to be replaced
    spans: [{ start: 0, end: 1, kind: 'other' }],
  })),
  questions: [],
};
const finder = { find: async (texts: readonly string[]) => texts.map((text) => known.get(text)!) };

describe('annotated', () => {
  it('keeps the spans of each sentence with its document, in place of those before', async () => {
    const progress: number[] = [];
    const { documents, manifest } = await annotated(corpus, finder, (done, total) => {
      expect(total).toBe(sentences.flat().length);
      progress.push(done);
    });
    expect(manifest).toEqual(corpus.manifest);
    expect(documents.map(({ text, spans }) => spans!.map((s) => `${s.kind} ${text.slice(s.start, s.end)}`))).toEqual([
      ['person ada', 'place bonn', 'other nothing'],
      ['place oslo'],
      ...Array.from({ length: 40 }, (_, i) => [`place lund${i}`]),
    ]);
    expect(progress).toEqual([64, 83]);
    expect(corpus.documents[0]!.spans).toEqual([{ start: 0, end: 1, kind: 'other' }]);
  });

  it('is what a run masks', async () => {
    const prepared = await prepareCorpus(await annotated(corpus, finder), defaultRealmConfig);
    // in lower case: the rules would not find them
    const spans = prepared.sentences
      .slice(0, 3)
      .map(({ spans, range, block }) =>
        spans.map(({ start, end }) => prepared.blocks[block]!.text.slice(range.start + start, range.start + end)),
      );
    expect(spans).toEqual([['ada', 'bonn'], ['nothing'], ['oslo']]);
  });
});
