import { describe, expect, it } from 'vitest';
import { defaultRealmConfig as defaultConfig, type RealmConfig } from '../systems/realm/settings.ts';
import { generateBios } from '../text/corpus/bios.ts';
import type { Corpus } from '../text/corpus/corpus.ts';
import { maskableSpans } from '../text/salient/masking.ts';
import { sequenceAt } from '../text/tokenizer/tokens.ts';
import { prepareCorpus } from './prepare.ts';

const recurring: RealmConfig = {
  ...defaultConfig,
  masking: { ...defaultConfig.masking, recurring: true },
  ict: { ...defaultConfig.ict, batch: 2 },
};

const corpus = (texts: string[]): Corpus => ({
  manifest: {
    id: 'test',
    title: 'Test',
    licence: 'CC0-1.0',
    source: 'test',
    documents: texts.length,
    questions: 0,
    language: 'en',
  },
  documents: texts.map((text, i) => ({ id: `d${i}`, title: `Title ${i}`, text })),
  questions: [],
});

const facts = corpus([
  'Marie Curie was born in Warsaw in 1867.',
  'The young Marie Curie left Warsaw for Paris.',
  'Bergen is in Norway.',
]);

describe('prepareCorpus', () => {
  it('masks any name, or with masking.recurring those that another block holds beside another of the sentence', async () => {
    const maskable = async (config: RealmConfig) => {
      const { sentences } = await prepareCorpus(facts, config);
      return sentences.map((sentence) => maskableSpans(sentence, 4).length);
    };
    expect(await maskable(defaultConfig)).toEqual([3, 3, 2]);
    expect(await maskable(recurring)).toEqual([2, 2, 0]);
  });

  it('leaves what is salient to be shown, and counts the sentences that drop out', async () => {
    const { sentences, training, skipped } = await prepareCorpus(facts, recurring);
    expect(sentences[0]!.spans).toHaveLength(3);
    expect(training).toEqual([0, 1]);
    expect(skipped).toEqual({ 'no-recurring-span': 1 });
  });

  it('masks any name where hardly a fact recurs, and says so', async () => {
    const bios = generateBios({ people: 3, attributes: 3, seed: 1 });
    const { training, heldOut, sentences, skipped } = await prepareCorpus(bios, recurring);
    expect(training.length + heldOut.length).toBe(sentences.length);
    expect(skipped).toEqual({ 'recurrence-not-required': sentences.length });
  });

  it('trains the tokenizer on documents alone: a word that only questions have is unknown', async () => {
    const asked: Corpus = {
      ...facts,
      questions: [{ id: 'q', question: 'Whence came Marie Curie?', answers: ['Warsaw'], documents: ['d0'] }],
    };
    for (const kind of ['word', 'wordpiece', 'bpe'] as const) {
      const config = { ...defaultConfig, tokenizer: { kind, vocabularySize: 300 } };
      const [with_, without] = [await prepareCorpus(asked, config), await prepareCorpus(facts, config)];
      expect(JSON.stringify(with_.tokenizer)).toBe(JSON.stringify(without.tokenizer));
    }
    const { questions, tokenizer } = await prepareCorpus(asked, defaultConfig);
    const { unknown, cls, sep } = tokenizer.special;
    const known = tokenizer.encode('Marie Curie').ids;
    expect(questions[0]!.ids).toEqual([cls, unknown, unknown, ...known, unknown, sep]);
  });

  it('says what a question is about, and whether every block that answers it is held out', async () => {
    const about: Corpus = {
      ...facts,
      documents: facts.documents.map((document, i) => ({ ...document, subject: ['curie', 'curie', 'bergen'][i]! })),
      questions: [
        { id: 'q0', question: 'Where was Marie Curie born?', answers: ['Warsaw'] },
        { id: 'q1', question: 'Where is Bergen?', answers: ['Norway'], documents: ['d2'] },
        { id: 'q2', question: 'What is here?', answers: ['Paris', 'Norway'] },
      ],
    };
    const evaluation = { ...defaultConfig.evaluation, holdOutEvery: 2 };
    const { questions } = await prepareCorpus(about, { ...defaultConfig, evaluation });
    expect(questions.map(({ number, subject, heldOut }) => [number, subject, heldOut])).toEqual([
      [0, 'curie', false],
      [1, 'bergen', true],
      [2, 'curie', false],
    ]);
  });

  it('needs facts only where facts are masked', async () => {
    const plain = corpus(['the rain falls on the hill', 'the wind blows over the sea', 'the snow lies on the roof']);
    await expect(prepareCorpus(plain, defaultConfig)).rejects.toMatchObject({
      code: 'bad-corpus',
      message: expect.stringMatching(/masking\.strategy=uniform does without/),
    });
    for (const strategy of ['uniform', 'random-span'] as const) {
      const config = { ...defaultConfig, masking: { ...defaultConfig.masking, strategy } };
      const { training, heldOut, spanLengths } = await prepareCorpus(plain, config);
      expect(training).toHaveLength(3);
      expect(heldOut).toEqual([]);
      expect(spanLengths).toEqual([1]);
    }
  });

  it('leaves room for the body beside the longest title, the same for both models, and counts what it cuts', async () => {
    const long = corpus([
      'Oslo lies by a fjord in the south of Norway.',
      'Bergen lies in the west of Norway by seven hills.',
    ]);
    for (const document of long.documents) document.title = `${document.title} ${'very '.repeat(60)}long`;
    long.questions.push({ id: 'q', question: `${'where '.repeat(40)}is Oslo?`, answers: ['Oslo'] });
    const config = { ...defaultConfig, evaluation: { ...defaultConfig.evaluation, holdOutEvery: 1000 } };
    const { blocks, documents, skipped, questions } = await prepareCorpus(long, config);
    blocks.forEach(({ body }, i) => {
      const row = Array.from(sequenceAt(documents, i));
      expect(row).toHaveLength(config.lengths.document);
      expect(row.slice(-1 - body.length, -1)).toEqual(body);
      expect(body).toHaveLength(5);
    });
    expect(questions[0]!.ids).toHaveLength(config.lengths.query);
    expect(skipped).toMatchObject({
      'title-cut': 2,
      'question-cut': 1,
      'sentence-cut-by-title': 2,
    });
  });

  it('counts a block as gold only for words that were not cut from it', async () => {
    const long = corpus([
      `Oslo ${'and the rain '.repeat(60)}fell on Bergen.`, // one sentence, cut before Bergen
      'Bergen lies in the west of Norway.',
      `${'The rain fell on the hill. '.repeat(40)}The wind blew over Tromso.`, // many blocks, none of them cut
    ]);
    long.questions.push(
      { id: 'kept', question: 'Which town is first?', answers: ['Oslo'] },
      { id: 'cut', question: 'Where did the rain fall?', answers: ['Bergen'] },
      { id: 'named', question: 'Where did it fall?', answers: ['/Berg.n/'], documents: ['d0'] },
      { id: 'last', question: 'Where did the wind blow?', answers: ['Tromso'], documents: ['d2'] },
    );
    const { blocks, questions, skipped, tokenizer } = await prepareCorpus(long, defaultConfig);
    expect(questions.map(({ text }) => text)).toEqual([
      'Which town is first?',
      'Where did the rain fall?',
      'Where did the wind blow?',
    ]);
    expect(skipped['no-answer-block']).toBe(1);
    const gold = questions.map((question) => [...question.blocks].map((block) => blocks[block]!.document));
    expect(gold).toEqual([[0], [1], [2]]);
    for (const { blocks: answering } of questions) {
      for (const block of answering) expect(tokenizer.decode(blocks[block]!.body)).toMatch(/oslo|bergen|tromso/i);
    }
  });

  it('counts no word whose end was cut', async () => {
    const rare = Array.from({ length: 60 }, (_, i) => `w${(i * 7919 + 13) ** 2}x`); // each of many tokens
    const long = corpus([`${rare.join(' ')} ends.`, 'Bergen is in Norway.']);
    const pieces: typeof defaultConfig = {
      ...defaultConfig,
      tokenizer: { kind: 'wordpiece', vocabularySize: 60 },
      masking: { ...defaultConfig.masking, strategy: 'uniform' },
    };
    const { blocks, tokenizer } = await prepareCorpus(long, pieces);
    const { bodyText, body } = blocks[0]!;
    const { ids } = tokenizer.encode(bodyText);
    expect(ids).toEqual(body.slice(0, ids.length));
    expect(ids.length).toBeLessThan(body.length); // the cut divides a word
    const kept = bodyText.trim().split(' ');
    expect(kept.length).toBeGreaterThan(2);
    expect(kept).toEqual(rare.slice(0, kept.length));
    expect(tokenizer.encode(rare.slice(0, kept.length + 1).join(' ')).ids.length).toBeGreaterThan(body.length);
  });

  it.each([
    ['empty', () => ''],
    ['cut short', (whole: string) => whole.slice(0, whole.length / 2)],
    ['null', () => 'null'],
    ['no tokenizer', () => '{"model":{"type":"WordPiece"}}'],
  ])('refuses the saved tokenizer of a checkpoint that is %s', async (_, damaged) => {
    const whole = JSON.stringify((await prepareCorpus(facts, defaultConfig)).tokenizer);
    expect((await prepareCorpus(facts, defaultConfig, whole)).sentences).toHaveLength(3);
    await expect(prepareCorpus(facts, defaultConfig, damaged(whole))).rejects.toMatchObject({
      code: 'bad-checkpoint',
      message: expect.stringMatching(/^tokenizer\.json: .*choose another checkpoint[^\n]*$/),
    });
  });
});
