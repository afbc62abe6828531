import { beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../gpu/device.ts';
import { sharedGpu } from '../../gpu/testing/shared-gpu.ts';
import { withoutMoments } from '../../run/checkpoint.ts';
import { Engine } from '../../run/engine.ts';
import type { CheckpointFiles, Evaluation } from '../../run/records.ts';
import { readSafetensors } from '../../run/safetensors.ts';
import { toEnd } from '../../run/testing/open-run.ts';
import { TrainingRun } from '../../run/training-run.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import { generateBilingualBios } from '../../text/corpus/bios-2l.ts';
import { resolvePreset } from '../presets.ts';
import type { RealmConfig } from '../realm/settings.ts';
import { realm } from '../realm/system.ts';
import type { AskView, EditView } from './probes.ts';
import type { QaConfig } from './settings.ts';
import { qa } from './system.ts';

const smoke = resolvePreset<QaConfig>('qa-smoke', { gpu: { timedKernels: false } });
/** So few documents, and questions to measure, that a run takes seconds. */
const few: QaConfig = { ...smoke, bios: { ...smoke.bios, people: 8, attributes: 2 } };
const corpusOf = ({ corpus, bios, seed }: Pick<QaConfig, 'corpus' | 'bios' | 'seed'>) =>
  (corpus === 'bios-2l' ? generateBilingualBios : generateBios)({ ...bios, seed });

describe('an Open-QA run', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  /** A run of Open-QA, with what it reports. */
  const openRun = async (config: QaConfig, files: { checkpoint?: CheckpointFiles; init?: CheckpointFiles } = {}) => {
    const losses: Record<string, number[]> = { ict: [], qa: [] };
    const evaluations: Evaluation[] = [];
    const run = await TrainingRun.open(
      gpu,
      qa as never,
      { runId: 'qa', config, corpus: corpusOf(config), ...files },
      {
        onSteps: (phase, records) => losses[phase]!.push(...records.map(({ metrics }) => metrics.loss!)),
        onEvaluation: (evaluation) => void evaluations.push(evaluation),
        onRefresh() {},
        onWarning() {},
        onKernels() {},
        onProgress() {},
        spawnIndexWorker() {
          throw new Error('Open-QA has no index workers.');
        },
      },
    );
    const ask = (question: string) => run.ask('ask', { question }, () => {}) as Promise<AskView>;
    const edit = (document: string | null, text: string | null) =>
      run.ask('edit-document', { document, text }, () => {}) as Promise<EditView>;
    return { run, losses, evaluations, ask, edit };
  };
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

  it('of the smoke preset lowers the loss of every phase, is measured, and answers', async () => {
    const { run, losses, evaluations, ask } = await openRun(smoke);
    await toEnd(run);
    for (const phase of ['ict', 'qa']) {
      const all = losses[phase]!;
      const tenth = Math.ceil(all.length / 6);
      expect(mean(all.slice(-tenth)), phase).toBeLessThan(0.9 * mean(all.slice(0, tenth)));
    }
    expect(evaluations.map(({ phase, step }) => `${phase} ${step}`)).toEqual(['ict 30', 'qa 30', 'qa 60']);
    const { metrics } = evaluations.at(-1)!;
    for (const id of ['exactMatch', 'f1', 'recallAt1', 'recallAt5', 'recallAt20', 'lexicalRecallAt1', 'answerRead']) {
      expect(metrics[id], id).toBeGreaterThanOrEqual(0);
      expect(metrics[id], id).toBeLessThanOrEqual(1);
    }
    expect(metrics.recallAt1).toBeLessThanOrEqual(metrics.recallAt5!);
    expect(metrics.recallAt5).toBeLessThanOrEqual(metrics.recallAt20!);
    expect(metrics.exactMatch).toBeLessThanOrEqual(metrics.answerRead!);

    const { questions } = corpusOf(smoke);
    const before = await ask(questions[0]!.question);
    expect(before.isTrained).toBe(true);
    expect(before.documents).toHaveLength(smoke.qa.candidates);
    expect(before.documents.reduce((sum, { priorProbability }) => sum + priorProbability, 0)).toBeCloseTo(1, 6);
    const { document, span, text } = before.answer!;
    const read = before.documents[before.answer!.rank]!;
    expect(read.document).toBe(document);
    expect(read.text.slice(span.start, span.end)).toBe(span.text);
    expect(span.text).toBe(text);
    expect(await ask(questions[0]!.question), 'asked again').toEqual(before);
    await run.destroy();
  });

  it('searches a question of a corpus in two languages among the documents of one, edited ones too, and one that is typed among all', async () => {
    const config: QaConfig = { ...few, corpus: 'bios-2l', qa: { ...smoke.qa, candidates: 8 } };
    const { run, ask, edit } = await openRun(config);
    const { questions, documents } = corpusOf(config);
    const { question } = questions[0]!;
    const known = await ask(question);
    expect(known.searched).toBe('zh');
    for (const { documents: found } of [known, known.bm25]) {
      expect(found.length).toBeGreaterThan(0);
      expect(new Set(found.map(({ language }) => language))).toEqual(new Set(['zh']));
    }
    const english = documents.find(({ language }) => language === 'en')!;
    await edit(english.id, question);
    expect((await ask(question)).bm25.documents.map(({ document }) => document)).not.toContain(english.id);
    const typed = await ask(`${question} `);
    expect(typed.searched).toBeNull();
    expect(typed.bm25.documents[0]).toMatchObject({ document: english.id, language: 'en' });
    await run.destroy();
  });

  it('reads an edited document as it is then, without a training step, until the edit is undone', async () => {
    // all documents are read
    const config: QaConfig = {
      ...few,
      ict: { ...smoke.ict, steps: 0 },
      qa: { ...smoke.qa, steps: 1, candidates: 16, retrieverCandidates: 16 },
    };
    const { run, ask, edit } = await openRun(config);
    await toEnd(run);
    const { questions, documents } = corpusOf(config);
    const before = await ask(questions[0]!.question);
    expect(before.documents.map((one) => one.document).sort()).toEqual(documents.map(({ id }) => id).sort());
    const { text } = before.answer!;
    const holders = documents.filter((one) => one.text.includes(text));
    expect(holders.length).toBeGreaterThan(0);
    const edited = new Map(holders.map((one) => [one.id, one.text.replaceAll(text, 'Lisbon')]));
    let count = 0;
    for (const [id, changed] of edited) {
      const { edits } = await edit(id, changed);
      expect(edits).toHaveLength(++count);
      expect(edits.at(-1)).toMatchObject({ document: id, text: changed });
    }
    const { step } = run.moment;
    const after = await ask(questions[0]!.question);
    expect(run.moment.step).toBe(step);
    // no document has the old answer any more
    expect(after.answer!.text).not.toBe(text);
    const score = (of: AskView, id: string) => of.documents.find((one) => one.document === id)!.score;
    for (const { id, text: own } of documents) {
      const read = after.documents.find((one) => one.document === id)!;
      expect(read.text).toBe(edited.get(id) ?? own);
      if (edited.has(id)) expect(score(after, id), id).not.toBe(score(before, id));
      else expect(score(after, id), id).toBe(score(before, id));
    }
    expect((await edit(null, null)).edits).toEqual([]);
    expect(await ask(questions[0]!.question), 'undone').toEqual(before);
    await run.destroy();
  });

  it('ranks every question, and answers those about held-out subjects', async () => {
    const config: QaConfig = { ...smoke, ict: { ...smoke.ict, steps: 0 }, qa: { ...smoke.qa, steps: 1 } };
    const engines: Engine[] = [];
    const silent = {
      ...{ onProgress() {}, onRefresh() {}, onWarning() {}, onFailure() {} },
      spawnIndexWorker() {
        throw new Error('Open-QA has no index workers.');
      },
    };
    const open = await qa.open({
      ...{ gpu, config, corpus: corpusOf(config), ...silent },
      createEngine(registry, settings) {
        engines.push(new Engine(gpu, registry, settings, { onChange() {} }));
        return engines[0]!;
      },
    });
    open.engine.freeze();
    const progress: number[] = [];
    const measured = await open.evaluateAll!({ phase: 'qa', step: 0 }, (done, total) => progress.push(done / total));
    const { questions, sentences } = measured.results;
    const { questions: all, documents } = corpusOf(config);
    expect(sentences).toEqual([]);
    expect(questions.map(({ id }) => id).sort()).toEqual(all.map((_, i) => `q${i}`).sort());
    for (const { id, subject, heldOut, rank, lexicalRank, correct, f1 } of questions) {
      const own = documents.find((document) => all[Number(id.slice(1))]!.documents![0] === document.id)!;
      expect(subject).toBe(own.subject);
      expect([correct, f1].every((value) => (value !== undefined) === heldOut)).toBe(true);
      for (const one of [rank, lexicalRank]) if (one !== null) expect(one).toBeGreaterThan(0);
    }
    // every fifth person; the evaluation for the curves says the same of the first 24 of their questions
    expect(new Set(questions.flatMap(({ heldOut, subject }) => (heldOut ? [subject] : []))).size).toBe(4);
    expect(new Set(questions.map(({ split }) => split)).size).toBe(2);
    const live = questions.slice(0, 24);
    expect(live.every(({ heldOut }) => heldOut)).toBe(true);
    const share = (of: (one: (typeof live)[number]) => boolean) => live.filter(of).length / live.length;
    expect(measured.metrics.exactMatch).toBe(share(({ correct }) => correct === true));
    expect(measured.metrics.recallAt5).toBe(share(({ rank }) => rank !== null && rank <= 5));
    expect(measured.metrics.lexicalRecallAt20).toBe(share(({ lexicalRank: rank }) => rank !== null && rank <= 20));
    expect(await open.evaluate({ phase: 'qa', step: 0 })).toEqual(measured.metrics);
    expect(progress.every((part, i) => part >= (progress[i - 1] ?? 0) && part <= 1)).toBe(true);
    await engines[0]!.destroy();
  });

  it('goes on as if nobody had asked it anything, or had edited a document', async () => {
    const config: QaConfig = {
      ...smoke,
      ict: { ...smoke.ict, steps: 2 },
      qa: { ...smoke.qa, steps: 6, refreshEvery: 2 },
      evaluation: { ...smoke.evaluation, every: 100 },
    };
    const alone = await openRun(config);
    await toEnd(alone.run);
    const asked = await openRun(config);
    const { questions, documents } = corpusOf(config);
    while (!asked.run.finished) {
      const { edits } = await asked.edit(documents[0]!.id, 'Nobody lives in Lisbon.');
      expect(edits).toHaveLength(1);
      const view = await asked.ask(questions[0]!.question);
      // no document has a question mark, and questions do not train the tokenizer
      expect([view.edits, view.unknown]).toEqual([edits, 1]);
      expect(view.documents.reduce((sum, one) => sum + one.posteriorProbability, 0)).toBeCloseTo(1, 5);
      await asked.run.ask('questions', { limit: 5 }, () => {});
      await asked.run.advance();
    }
    expect(asked.losses).toEqual(alone.losses);
    expect(tensorsOf(await asked.run.checkpoint())).toEqual(tensorsOf(await alone.run.checkpoint()));
    const foreign = await asked.ask('漢字');
    expect(foreign.tokens).toBeGreaterThan(0);
    expect(foreign.unknown).toBe(foreign.tokens);
    expect(foreign.bm25).toEqual({ documents: [], answer: null });
    await expect(asked.edit(documents[1]!.id, ' ')).rejects.toMatchObject({ code: 'bad-option' });
    expect((await asked.edit(documents[0]!.id, null)).edits).toEqual([]);
    await alone.run.destroy();
    await asked.run.destroy();
  });

  it('that is resumed repeats the uninterrupted one bit for bit, with documents that are refreshed', async () => {
    const config: QaConfig = {
      ...few,
      ict: { ...smoke.ict, steps: 4 },
      qa: { ...smoke.qa, steps: 8, refreshEvery: 3 },
      evaluation: { ...smoke.evaluation, every: 100 },
    };
    const whole = await openRun(config);
    await toEnd(whole.run);
    const end = await whole.run.checkpoint();
    await whole.run.destroy();
    for (const stop of [2, 9]) {
      const first = await openRun(config);
      for (let i = 0; i < stop; i++) await first.run.advance();
      const checkpoint = await first.run.checkpoint();
      await first.run.destroy();
      const second = await openRun(config, { checkpoint });
      await toEnd(second.run);
      const losses = (['ict', 'qa'] as const).map((phase) => [...first.losses[phase]!, ...second.losses[phase]!]);
      expect(losses).toEqual([whole.losses.ict, whole.losses.qa]);
      expect(tensorsOf(await second.run.checkpoint())).toEqual(tensorsOf(end));
      await second.run.destroy();
    }
  });

  it('drops in fine-tuning, the same elements whenever the run is repeated, and not where questions are answered', async () => {
    const trained = async (
      dropout: { retriever: number; reader: number },
      retriever: 'learned' | 'bm25' = 'learned',
    ) => {
      const config: QaConfig = {
        ...few,
        retriever: { ...smoke.retriever, dropout: dropout.retriever },
        reader: { ...smoke.reader, dropout: dropout.reader },
        ict: { ...smoke.ict, steps: 0 },
        // nothing changes but what is dropped
        qa: { ...smoke.qa, steps: 3, retriever, readerLearningRate: 0, retrieverLearningRate: 0 },
      };
      const { run, losses, evaluations, ask } = await openRun(config);
      await toEnd(run);
      const answer = await ask(corpusOf(config).questions[0]!.question);
      await run.destroy();
      return { losses: losses.qa!, metrics: evaluations.at(-1)!.metrics, answer };
    };
    const without = await trained({ retriever: 0, reader: 0 });
    const both = await trained({ retriever: 0.3, reader: 0.3 });
    expect(both.losses.every((loss, i) => loss !== without.losses[i])).toBe(true);
    expect(both.metrics).toEqual(without.metrics);
    expect(both.answer).toEqual(without.answer);
    expect(await trained({ retriever: 0.3, reader: 0.3 })).toEqual(both);
    const [retriever, reader] = [
      await trained({ retriever: 0.3, reader: 0 }),
      await trained({ retriever: 0, reader: 0.3 }),
    ];
    expect(new Set([without, both, retriever, reader].map(({ losses }) => losses[0])).size).toBe(4);
    // BM25 has no retriever to drop from
    const words = await trained({ retriever: 0, reader: 0 }, 'bm25');
    expect((await trained({ retriever: 0.3, reader: 0 }, 'bm25')).losses).toEqual(words.losses);
    expect((await trained({ retriever: 0, reader: 0.3 }, 'bm25')).losses).not.toEqual(words.losses);
  });

  it('begins with the models of a REALM checkpoint, and reads with BM25 if it is told to', async () => {
    const realmConfig = resolvePreset<RealmConfig>('smoke', {
      gpu: { timedKernels: false },
      ict: { steps: 3 },
      warmup: { steps: 3 },
      joint: { steps: 0 },
    });
    const pretrained = await TrainingRun.open(
      gpu,
      realm as never,
      { runId: 'realm', config: realmConfig, corpus: corpusOf(realmConfig) },
      {
        ...{ onSteps() {}, onEvaluation() {}, onRefresh() {}, onWarning() {}, onKernels() {}, onProgress() {} },
        spawnIndexWorker: () =>
          new Worker(new URL('../../worker/index.worker.ts', import.meta.url), { type: 'module' }),
      },
    );
    await toEnd(pretrained);
    const init = await pretrained.checkpoint();
    await pretrained.destroy();

    const config = qa.beginFrom!({ ...smoke, qa: { ...smoke.qa, steps: 0 } } as never, realmConfig) as QaConfig;
    expect(config.qa.init).toBe('checkpoint');
    await expect(openRun({ ...config, qa: { ...config.qa, steps: 2 } })).rejects.toMatchObject({ code: 'bad-option' });
    const { run } = await openRun(config, { init });
    const began = tensorsOf(await run.checkpoint());
    // questions are longer than the sentences of `bios`: there are more positions
    for (const [name, values] of tensorsOf(init)) {
      if (began.has(name)) expect(began.get(name)!.subarray(0, values.length), name).toEqual(values);
    }
    expect([...began.keys()].filter((name) => name.startsWith('reader.')).length).toBeGreaterThan(20);
    expect([...began.keys()].filter((name) => name.startsWith('retriever.')).length).toBeGreaterThan(3);
    await run.destroy();

    // so does a run that is resumed from its own checkpoint, when it is reset
    const longer: QaConfig = { ...config, qa: { ...config.qa, steps: 2 } };
    const first = await openRun(longer, { init });
    await first.run.advance();
    const checkpoint = await first.run.checkpoint();
    await first.run.destroy();
    expect(tensorsOf(checkpoint)).not.toEqual(began);
    const resumed = await openRun(longer, { checkpoint });
    expect(tensorsOf(await resumed.run.checkpoint())).toEqual(tensorsOf(checkpoint));
    await resumed.run.reset('again');
    expect(resumed.run.moment).toEqual({ phase: 'qa', step: 0 });
    expect(tensorsOf(await resumed.run.checkpoint())).toEqual(began);
    await resumed.run.destroy();
    // one that was saved without them is left alone
    const without = await openRun(longer, { checkpoint: withoutMoments(checkpoint) });
    await expect(without.run.reset('again')).rejects.toMatchObject({ code: 'bad-option' });
    expect(without.run.moment).toEqual({ phase: 'qa', step: 1 });
    expect(tensorsOf(await without.run.checkpoint())).toEqual(tensorsOf(checkpoint));
    await without.run.destroy();

    const lexical: QaConfig = { ...config, qa: { ...config.qa, retriever: 'bm25', form: 'paper', steps: 12 } };
    const read = await openRun(lexical, { init });
    await toEnd(read.run);
    const { metrics } = read.evaluations.at(-1)!;
    for (const k of [1, 5, 20]) expect(metrics[`recallAt${k}`]).toBe(metrics[`lexicalRecallAt${k}`]);
    const { bm25, documents, answer } = await read.ask(corpusOf(config).questions[0]!.question);
    expect({ documents, answer }).toEqual(bm25);
    await read.run.destroy();
  });
});

/** The parameters of a checkpoint, without moments and snapshots. */
function tensorsOf({ weights }: CheckpointFiles): Map<string, Float32Array> {
  const { tensors } = readSafetensors(weights);
  return new Map([...tensors].filter(([name]) => !name.includes('/')).map(([name, { data }]) => [name, data]));
}
