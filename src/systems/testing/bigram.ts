/** A toy system for tests: p(next token | token) as one table of logits. Only the registry refers to it. */
import { Graph } from '../../graph/graph.ts';
import { weightedSum } from '../../graph/ops/elementwise.ts';
import { gatherRows } from '../../graph/ops/gather-rows.ts';
import { logLikelihood } from '../../graph/ops/log-softmax.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { biosSettings, evaluationSettings, optimiserSettings, runSettings } from '../../run/common-settings.ts';
import { Draw, type DrawState } from '../../run/draws.ts';
import { type ConfigOf, integer, number, resumable } from '../../run/settings.ts';
import type { Phase, PlanInputs, System } from '../../run/system.ts';
import { corpusFingerprint } from '../../text/corpus/fingerprint.ts';
import { trainTokenizer } from '../../text/tokenizer/tokenizer.ts';

const settings = {
  ...runSettings('bigram', 'bigram', 'bios'),
  bios: biosSettings,
  optimiser: optimiserSettings,
  evaluation: evaluationSettings,
  table: {
    steps: resumable(integer(40, 0, 1000, 'steps')),
    batch: integer(32, 1, 1024, 'pairs per step'),
    learningRate: resumable(number(0.1, 0, 1, 'learning rate')),
  },
};

export const bigram: System<ConfigOf<typeof settings>> = {
  id: 'bigram',
  settings,
  presets: [
    {
      name: 'bigram',
      title: 'Bigram',
      about: 'The toy system of the tests.',
      layer: { bios: { people: 6 }, evaluation: { every: 20 } },
    },
  ],
  ownText: 'bigram',
  stepsKey: 'table.steps',
  metrics: [
    {
      id: 'top',
      name: 'Largest weight',
      about: 'The largest logit of the table.',
      at: ['evaluation'],
      format: 'number',
      label: 'top',
    },
  ],
  curves: [
    { id: 'loss', lines: [{ metric: 'loss', at: 'step' }] },
    { id: 'top', lines: [{ metric: 'top', at: 'evaluation' }] },
  ],
  phases: ({ table }) => [{ id: 'table', steps: table.steps }],
  conflicts: () => [],
  async open({ config, corpus, createEngine }) {
    const { batch, steps, learningRate } = config.table;
    const text = corpus.documents.map((document) => document.text).join(' ');
    const tokenizer = trainTokenizer([text], { kind: 'word', vocabularySize: 200 });
    const { ids } = tokenizer.encode(text);
    const v = tokenizer.vocabularySize;
    const registry = new ParameterRegistry(config.seed);
    const program = () => {
      const graph = new Graph();
      const table = registry.parameter(graph, 'table.weight', [v, v], { kind: 'normal', std: 0.02 });
      const logits = gatherRows(graph, table, graph.input('ids', [batch], 'u32')); // (B, V)
      const likelihood = logLikelihood(graph, logits, graph.input('targets', [batch], 'u32')); // (B)
      const loss = weightedSum(graph, likelihood, graph.input('weights', [batch]), -1);
      return { graph, outputs: { loss }, loss };
    };
    program();
    const engine = createEngine(registry, { optimiser: config.optimiser, groups: ['table.'] });
    const draw = () =>
      new Draw(
        Array.from({ length: ids.length - 1 }, (_, i) => i),
        config.seed,
        'table',
      );
    let source = draw();
    const phase: Phase<number[]> = {
      id: 'table',
      steps,
      shapes: [batch],
      evaluateEvery: config.evaluation.every,
      program,
      rates: () => ({ 'table.': learningRate }),
      draw: async () => Array.from({ length: batch }, () => source.next()),
      shapeOf: () => batch,
      fill(inputs: PlanInputs, positions) {
        inputs.integers('ids').set(positions.map((i) => ids[i]!));
        inputs.integers('targets').set(positions.map((i) => ids[i + 1]!));
        inputs.floats('weights').fill(1 / batch);
      },
      measure: () => ({}),
      save: async () => source.state,
      load: (state) => {
        source.state = state as DrawState;
      },
      reset: () => {
        source = draw();
      },
    };
    return {
      engine,
      tokenizer,
      fingerprint: corpusFingerprint(corpus),
      facts: { pairs: ids.length - 1 },
      texts: () => [text],
      phases: [phase],
      evaluate: async () => ({ top: (await engine.store.read('values')).reduce((a, b) => Math.max(a, b)) }),
      skipped: () => ({}),
      probes: { likeliest: async ({ word }: { word: string }) => tokenizer.encode(word).ids },
      settle: async () => {},
      save: () => ({ state: null, arrays: {} }),
      load: async () => {},
      reset() {},
      close() {},
    };
  },
};
