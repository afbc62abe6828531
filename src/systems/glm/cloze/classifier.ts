/** The cloze task of a run: which sentences it is trained on, how rows are made of them, and how many are classified right. */
import { glmGraph } from '../../../models/glm.ts';
import { glmClassifierGraph } from '../../../models/glm-classifier.ts';
import type { Metrics } from '../../../run/records.ts';
import type { LabelledSentence, LabelledSet } from '../../../text/corpus/labelled.ts';
import type { Tokenizer } from '../../../text/tokenizer/tokens.ts';
import { RetrogradError } from '../../../util/errors.ts';
import { Prng } from '../../../util/prng.ts';
import { sentence } from '../../../util/sentence.ts';
import { trainedMode } from '../filling-rules.ts';
import type { GlmRow } from '../layout.ts';
import type { GlmParts } from '../parts.ts';
import { fillRows, rowLength } from '../rows.ts';
import { type ClozeReading, clozeQuestion, clozeRow, headRow, mostWords, requireReadable } from './cloze-rows.ts';
import { type ClozeTask, clozeTasks } from './patterns.ts';
import { bestLabel, multiTokenScore } from './scoring.ts';

/** Sentences that are classified at once. */
const evaluationRows = 32;

export class ClozeClassifier {
  readonly task: ClozeTask;
  /** As many of each label as there may be. */
  readonly training: readonly LabelledSentence[];
  private readonly test: readonly LabelledSentence[];
  private readonly reading: ClozeReading;

  constructor(
    private readonly parts: GlmParts,
    tokenizer: Tokenizer,
    { sentences }: LabelledSet,
  ) {
    const { config, vocabulary } = parts;
    this.task = clozeTasks[config.cloze.task];
    const { length: maxLength, objective } = config.glm;
    this.reading = { tokenizer, vocabulary, maxLength, objective, mode: trainedMode(config.glm) };
    if (config.cloze.form === 'cloze') requireReadable(this.task, this.reading);
    const { length: kinds } = this.task.labels;
    if (config.cloze.labels % kinds !== 0) {
      throw new RetrogradError(
        'bad-option',
        sentence`cloze.labels (${config.cloze.labels}) must be a multiple of ${kinds}: the task ${this.task.id} has so many labels, and each gets as many sentences.`,
      );
    }
    const own = sentences.filter(({ task }) => task === this.task.id);
    this.test = own.filter(({ split }) => split === 'test');
    const prng = Prng.fork(config.seed, `cloze ${this.task.id}`);
    const byLabel = this.task.labels.map((label) =>
      prng.shuffle(own.filter((one) => one.split === 'train' && one.label === label)),
    );
    const inTurn = byLabel[0]!.flatMap((_, i) => byLabel.flatMap((ofLabel) => ofLabel[i] ?? []));
    this.training = inTurn.slice(0, config.cloze.labels);
  }

  /** What `glmClassifierGraph` is built for. */
  shape(rows: number) {
    const { config } = this.parts;
    // Part A, and in Part B the token that begins it and a label's words
    const partB = 4 * Math.ceil((1 + mostWords(this.task, this.reading)) / 4);
    const length = Math.max(rowLength(config.glm), config.glm.length + partB);
    return { rows, length, labels: this.task.labels.length };
  }

  row({ text, label }: LabelledSentence): GlmRow {
    const { labels, patterns } = this.task;
    const at = labels.indexOf(label);
    if (this.parts.config.cloze.form === 'head') return headRow(text, at, this.reading);
    return clozeQuestion(text, patterns[0]!, labels, at, this.reading);
  }

  /** The token of each label in the pattern that is trained, (C). */
  get words(): number[] {
    const { labels, patterns } = this.task;
    return labels.map((label) => this.reading.tokenizer.encode(patterns[0]!.words[label]!).ids[0]!);
  }

  /** `clozeAccuracy`: shares of the test sentences that are classified right; `clozeSecond`: by the second pattern. */
  async measure(): Promise<Metrics> {
    const share = (right: boolean[]) => right.filter(Boolean).length / right.length;
    const clozeAccuracy = share(await this.classified());
    if (this.parts.config.cloze.form === 'head') return { clozeAccuracy };
    return { clozeAccuracy, clozeSecond: share(await this.classifiedByLikelihood(1)) };
  }

  private async classified(): Promise<boolean[]> {
    const { engine, registry, model, config } = this.parts;
    const shape = this.shape(evaluationRows);
    const plan = await engine.frozen.plan('cloze', () => {
      const { graph, scores } = glmClassifierGraph(registry, model, shape, config.cloze.form);
      return { graph, outputs: { scores } };
    });
    const right: boolean[] = [];
    for (let first = 0; first < this.test.length; first += evaluationRows) {
      const batch = this.test.slice(first, first + evaluationRows).map((one) => this.row(one));
      fillRows(plan, batch, shape, shape.labels);
      if (config.cloze.form === 'cloze') plan.integers('words').set(this.words);
      const { scores } = await plan.run();
      batch.forEach(({ targets }, r) => {
        const own = Array.from(scores!.subarray(r * shape.labels, (r + 1) * shape.labels));
        right.push(bestLabel(own) === targets[0]);
      });
    }
    return right;
  }

  /** By Σ log p of a label's words and their end: one row a sentence and label. */
  private async classifiedByLikelihood(pattern: number): Promise<boolean[]> {
    const { engine, registry, model, config, vocabulary } = this.parts;
    const { labels, patterns } = this.task;
    const { length } = this.shape(evaluationRows);
    const rows = this.test.flatMap(({ text }) =>
      labels.map((label) => clozeRow(text, patterns[pattern]!, label, this.reading)),
    );
    // the words of a label and their end
    const most = rows.reduce((longest, { at }) => Math.max(longest, at.length), 1);
    const shape = { rows: evaluationRows, length, predictions: evaluationRows * most };
    const plan = await engine.frozen.plan('cloze by likelihood', () => {
      const { graph, likelihood } = glmGraph(registry, model, shape);
      return { graph, outputs: { likelihood } };
    });
    const scores: number[] = [];
    for (let first = 0; first < rows.length; first += evaluationRows) {
      const batch = rows.slice(first, first + evaluationRows);
      fillRows(plan, batch, shape, vocabulary.size);
      const { likelihood } = await plan.run();
      let n = 0;
      for (const { targets } of batch) {
        scores.push(
          multiTokenScore(Array.from(likelihood!.subarray(n, n + targets.length)), config.cloze.lengthPenalty),
        );
        n += targets.length;
      }
    }
    return this.test.map(({ label }, i) => {
      const own = scores.slice(i * labels.length, (i + 1) * labels.length);
      return labels[bestLabel(own)] === label;
    });
  }
}
