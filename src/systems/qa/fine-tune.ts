/** Phase 2: questions with answers train the reader on the documents that are retrieved, and the retriever on those that contain an answer. */
import type { StepResult } from '../../graph/compile.ts';
import { qaGraph } from '../../models/qa.ts';
import { Draw } from '../../run/draws.ts';
import { fillDropoutSeed } from '../../run/dropout.ts';
import { rateFactor } from '../../run/schedule.ts';
import type { Phase, PlanInputs, Program } from '../../run/system.ts';
import { type QaParts, retrieve, shapeOf } from './parts.ts';
import { fillReading, fillSupervision, type QaRow, type Supervision, tokensRead } from './plan-inputs.ts';
import type { QaKey } from './settings.ts';

type TrainingRow = QaRow & Supervision;

export class FineTunePhase implements Phase<TrainingRow[]> {
  readonly id = 'qa';
  readonly sizes = ['qa.batch', 'qa.candidates', 'qa.retrieverCandidates', 'lengths.document'] satisfies QaKey[];
  readonly steps: number;
  readonly evaluateEvery: number;
  readonly source: Draw;

  constructor(private readonly parts: QaParts) {
    const { config, questions } = parts;
    this.steps = config.qa.steps;
    this.evaluateEvery = config.evaluation.every;
    const trained = questions.flatMap(({ isTrained }, i) => (isTrained ? [i] : []));
    this.source = new Draw(trained, config.seed, this.id);
  }

  private get shape() {
    return shapeOf(this.parts, this.parts.config.qa.batch, this.parts.lengths.corpus);
  }

  program(): Program {
    const { registry, model, config } = this.parts;
    const { graph, loss, readerLoss, retrieverLoss } = qaGraph(
      registry,
      model,
      this.shape,
      config.qa.retrieverCandidates,
    );
    return { graph, outputs: { loss, readerLoss, ...(retrieverLoss && { retrieverLoss }) }, loss };
  }

  rates(step: number): Record<string, number> {
    const { steps, warmupSteps, readerLearningRate, retrieverLearningRate, retriever } = this.parts.config.qa;
    const factor = rateFactor({ steps, warmupSteps, linearDecay: true }, step);
    return {
      'reader.': factor * readerLearningRate,
      ...(retriever === 'learned' && { 'retriever.': factor * retrieverLearningRate }),
    };
  }

  /** Embeds all documents, once. */
  async enter(): Promise<void> {
    if (this.parts.config.qa.retriever === 'learned') await this.parts.stored.start();
  }

  /** Questions with the best documents by the current query embeddings and the stored document embeddings, and what is correct in them. */
  async draw(): Promise<TrainingRow[]> {
    const { questions, config, passages, embedder, stored, answerBlocks, lengths, prepared } = this.parts;
    const { batch, candidates, maxSpan, retrieverCandidates, retriever } = config.qa;
    const drawn = Array.from({ length: batch }, () => questions[this.source.next()]!);
    const n = retriever === 'bm25' ? candidates : retrieverCandidates;
    const found = await retrieve(this.parts, passages, embedder, stored.embeddings, drawn, n);
    return found.map((retrieved, i): TrainingRow => {
      const question = drawn[i]!;
      const containing = answerBlocks.of(question);
      const spans = retrieved.blocks.slice(0, candidates).map((block) => {
        if (!containing.has(block)) return [];
        const read = tokensRead(question.ids, prepared.blocks[block]!.body, lengths.corpus);
        return passages.correctSpans(block, question, maxSpan).filter(({ last }) => last < read);
      });
      return {
        ...retrieved,
        ids: question.ids,
        spans,
        correct: retrieved.blocks.map((block) => containing.has(block)),
      };
    });
  }

  fill(inputs: PlanInputs, rows: TrainingRow[], step: number): void {
    const { passages, model, config } = this.parts;
    const { qa, retriever, reader, seed } = config;
    const dropout = reader.dropout + (qa.retriever === 'learned' ? retriever.dropout : 0);
    if (dropout > 0) fillDropoutSeed(inputs, seed, this.id, step);
    fillReading(inputs, rows, passages, model, this.shape);
    fillSupervision(inputs, rows, passages, this.shape, qa.retrieverWeight);
  }

  measure(rows: TrainingRow[], { readerLoss, retrieverLoss }: StepResult): Record<string, number> {
    const answerRead = rows.filter(({ spans }) => spans.some((found) => found.length > 0)).length / rows.length;
    return { readerLoss: readerLoss![0]!, ...(retrieverLoss && { retrieverLoss: retrieverLoss[0]! }), answerRead };
  }

  async after(step: number): Promise<void> {
    const { stored, config } = this.parts;
    const { refreshEvery, retriever } = config.qa;
    if (retriever === 'learned' && refreshEvery > 0 && step % refreshEvery === 0 && step < this.steps) {
      await stored.refresh();
    }
  }
}
