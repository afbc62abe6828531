import { describe, expect, it } from 'vitest';
import { runReference } from '../graph/reference.ts';
import { expectNumericGradients } from './expect-gradients.ts';
import { correct, present, type QaForm, type QaShape, qaGraph, qaReadingGraph, qaSpanGraph } from './qa.ts';
import { ParameterRegistry } from './registry.ts';
import { parameterFeeds, tinyModel } from './testing.ts';
import { qaFeeds } from './testing-qa.ts';

const n = 6;
const shapeOf = (form: QaForm, retriever: QaShape['retriever'] = 'learned', batch = 3): QaShape => {
  return { batch, candidates: 2, length: 10, maxSpan: 3, spanWidth: 5, form, retriever };
};
const inDoubles = (feeds: Record<string, Float32Array>) =>
  Object.fromEntries(Object.entries(feeds).map(([key, values]) => [key, Float64Array.from(values)]));

const built = (shape: QaShape, seed = 5) => {
  const model = tinyModel();
  const registry = new ParameterRegistry(3);
  const qa = qaGraph(registry, model, shape, n);
  const feeds = inDoubles({ ...qaFeeds(qa.graph, model, shape, n, seed), ...parameterFeeds(registry) });
  return { qa, feeds, model };
};

const cases: [QaForm, QaShape['retriever']][] = [
  ['paper', 'learned'],
  ['code', 'learned'],
  ['paper', 'bm25'],
  ['code', 'bm25'],
];

describe.each(cases)('Open-QA in float64, form of the %s, %s', (form, retriever) => {
  const shape = shapeOf(form, retriever);

  it('has the gradients of finite differences', () => {
    const { qa, feeds } = built(shape);
    expectNumericGradients(qa.graph, feeds, qa.loss, 1e-9);
  });

  it('is what the formula says of its own span scores and f(x,z)', () => {
    const { qa, feeds, model } = built(shape);
    const run = runReference(qa.graph, feeds);
    const spans = run.value(qa.spans).data;
    const f = run.value(qa.scores).data;
    const marks = feeds['read.marks']!;
    const perRow = marks.length / (shape.batch * shape.candidates);
    let readerLoss = 0;
    for (let b = 0; b < shape.batch - 1; b++) {
      const rows = Array.from({ length: shape.candidates }, (_, z) => b * shape.candidates + z);
      const sum = (r: number, bit: number) => {
        let total = 0;
        for (let i = r * perRow; i < (r + 1) * perRow; i++) if (marks[i]! & bit) total += Math.exp(spans[i]!);
        return total;
      };
      const over = (value: (r: number) => number) => rows.reduce((total, r) => total + Math.exp(f[r]!) * value(r), 0);
      const p =
        form === 'paper'
          ? over((r) => sum(r, correct) / sum(r, present)) / over(() => 1)
          : over((r) => sum(r, correct)) / over((r) => sum(r, present));
      readerLoss -= Math.log(p) / 4;
    }
    expect(run.value(qa.readerLoss).data[0]).toBeCloseTo(readerLoss, 10);
    if (!qa.retrieverLoss) return expect(run.value(qa.loss).data[0]).toBeCloseTo(readerLoss, 10);

    // −log of the share of Σ exp f that correct documents have; e_x follows from f and the embeddings that are read
    const p = model.embedder.projection;
    const ranked = feeds['ranked.embeddings']!;
    const query = queriesOf(shape, model, feeds);
    let retrieverLoss = 0;
    for (let b = 0; b < shape.batch - 1; b++) {
      let [right, all] = [0, 0];
      for (let z = b * n; z < (b + 1) * n; z++) {
        let dot = 0;
        for (let c = 0; c < p; c++) dot += query[b * p + c]! * ranked[z * p + c]!;
        const value = Math.exp(model.scoreFactor * dot);
        all += value;
        if (feeds['ranked.marks']![z]! & correct) right += value;
      }
      retrieverLoss -= Math.log(right / all) / 4;
    }
    expect(run.value(qa.retrieverLoss).data[0]).toBeCloseTo(retrieverLoss, 10);
    expect(run.value(qa.loss).data[0]).toBeCloseTo(readerLoss + 0.75 * retrieverLoss, 10);
  });

  it('of a question without a correct span or document is zero, and so is its gradient', () => {
    const one = shapeOf(form, retriever, 1); // the last question of a batch has nothing correct
    const { qa, feeds } = built(one);
    const run = runReference(qa.graph, feeds, qa.loss);
    expect(Math.abs(run.value(qa.loss).data[0]!)).toBe(0);
    for (const [key, tensor] of qa.graph.parameters) {
      for (const value of run.gradient(tensor).data) expect(Math.abs(value), key).toBe(0);
    }
  });
});

describe.each(['paper', 'code'] as const)('the reader beside one document a question, form of the %s', (form) => {
  const shape = shapeOf(form);
  const rows = shape.batch * shape.candidates;
  const span = qaSpanGraph(new ParameterRegistry(3), tinyModel(), rows, shape);
  const { qa, feeds } = built(shape);
  // rows with a correct span: the second documents of all questions but the last; the row of another question is absent
  const weights = Float64Array.from({ length: rows }, (_, r) => (r % 2 === 1 && r < rows - 2 ? 0.5 : 0));
  feeds['read.marks']!.fill(0, 0, feeds['read.marks']!.length / rows);
  feeds.readerWeights = weights;

  it('is the mean of −log p(y|z,x) over the spans of each document', () => {
    const spans = runReference(qa.graph, { ...feeds, readerWeights: new Float64Array(shape.batch) }).value(
      qa.spans,
    ).data;
    const marks = feeds['read.marks']!;
    const perRow = marks.length / rows;
    let loss = 0;
    for (let r = 0; r < rows; r++) {
      if (weights[r] === 0) continue;
      let [right, all] = [0, 0];
      for (let i = r * perRow; i < (r + 1) * perRow; i++) {
        if (marks[i]! & present) all += Math.exp(spans[i]!);
        if (marks[i]! & correct) right += Math.exp(spans[i]!);
      }
      loss -= weights[r]! * Math.log(right / all);
    }
    expect(loss).toBeGreaterThan(0);
    expect(runReference(span.graph, feeds).value(span.loss).data[0]).toBeCloseTo(loss, 10);
  });

  it('has the gradients of finite differences', () => {
    expectNumericGradients(span.graph, feeds, span.loss, 1e-9);
  });
});

/** e_x (B, p): scores against unit vectors in place of documents. */
function queriesOf(shape: QaShape, model: ReturnType<typeof tinyModel>, feeds: Record<string, Float64Array>) {
  const p = model.embedder.projection;
  const wide = { ...shape, candidates: p };
  const registry = new ParameterRegistry(3);
  const { graph, scores } = qaReadingGraph(registry, model, wide);
  const units = new Float64Array(shape.batch * p * p);
  for (let b = 0; b < shape.batch; b++) for (let c = 0; c < p; c++) units[(b * p + c) * p + c] = 1;
  const rows = shape.batch * p;
  const blank = Object.fromEntries(
    [...graph.inputs].map(([name, { shape: dims }]) => [
      name,
      new Float64Array(dims.reduce((a, b) => a * b, 1)).fill(1),
    ]),
  );
  const given = { ...blank, 'joined.ranges': new Float64Array(2 * rows), 'read.embeddings': units };
  const query = Object.fromEntries(Object.entries(feeds).filter(([name]) => name.startsWith('query.')));
  const parameters = Object.fromEntries([...graph.parameters.keys()].map((name) => [name, feeds[name]!]));
  const run = runReference(graph, { ...given, ...query, ...parameters });
  return run.value(scores).data.map((value) => value / model.scoreFactor);
}

describe('worked by hand, where all spans and all documents score alike', () => {
  const uniform = (form: QaForm) => {
    const shape = shapeOf(form, 'learned', 1);
    const { qa, feeds } = built(shape);
    for (const name of ['reader.span.weight', 'read.embeddings', 'ranked.embeddings']) feeds[name]!.fill(0);
    const marks = feeds['read.marks']!.fill(0);
    const perRow = marks.length / 2;
    // three spans, one of them correct, in the first document; five, one correct, in the second
    marks.set([3, 1, 1], 9);
    marks.set([1, 1, 1, 3, 1], perRow + 9);
    feeds['ranked.marks']!.set([1, 3, 1, 1, 0, 0]);
    for (const name of ['readerWeights', 'retrieverWeights', 'retrieverWeight']) feeds[name]!.fill(1);
    const run = runReference(qa.graph, feeds);
    return { reader: run.value(qa.readerLoss).data[0], retriever: run.value(qa.retrieverLoss!).data[0] };
  };

  it('the code reads two correct of eight spans: log 4; one correct of four documents: log 4', () => {
    const { reader, retriever } = uniform('code');
    expect(reader).toBeCloseTo(Math.log(4), 12);
    expect(retriever).toBeCloseTo(Math.log(4), 12);
  });

  it('the paper gives each document half: ½ · ⅓ + ½ · ⅕ = 4/15', () => {
    expect(uniform('paper').reader).toBeCloseTo(-Math.log(4 / 15), 12);
  });
});
