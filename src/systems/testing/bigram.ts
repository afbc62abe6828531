/**
 * A toy system for tests: log p(next token | token) as one table of logits. Its loss has a known minimum, the conditional entropy of the text.
 * Outside tests only the registry refers to it.
 */
import { Graph } from '../../graph/graph.ts';
import { weightedSum } from '../../graph/ops/elementwise.ts';
import { gatherRows } from '../../graph/ops/gather-rows.ts';
import { logLikelihood } from '../../graph/ops/log-softmax.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { biosSettings, evaluationSettings, optimiserSettings, runSettings } from '../../run/common-settings.ts';
import { Draw } from '../../run/draws.ts';
import { beginWithModels } from '../../run/initial-models.ts';
import { type ConfigOf, integer, number, resumable } from '../../run/settings.ts';
import type { OpenSystem, Phase, Program, RunContext, System } from '../../run/system.ts';
import { corpusFingerprint } from '../../text/corpus/fingerprint.ts';
import { trainTokenizer } from '../../text/tokenizer/tokenizer.ts';
import { logSumExp } from '../../util/log-sum-exp.ts';

const settings = {
  ...runSettings('bigram', 'bigram', 'bios'),
  bios: biosSettings,
  optimiser: optimiserSettings,
  evaluation: evaluationSettings,
  table: {
    steps: resumable(integer(40, 0, 10_000, 'steps')),
    batch: integer(32, 1, 1024, 'pairs per step'),
    learningRate: resumable(number(0.1, 0, 1, 'learning rate')),
  },
};

type BigramConfig = ConfigOf<typeof settings>;

/** Queries and answers of its probes. */
export interface BigramProbes {
  /** The likeliest next tokens, best first. */
  next: { query: { word: string; count: number }; answer: string[] };
}

export const bigram: System<BigramConfig> = {
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
      id: 'entropy',
      name: 'Cross-entropy',
      about: 'Mean of −log p(next token | token) over the whole text, nats.',
      at: ['evaluation'],
      format: 'number',
      label: 'entropy',
    },
  ],
  curves: [
    { id: 'loss', lines: [{ metric: 'loss', at: 'step' }] },
    { id: 'entropy', lines: [{ metric: 'entropy', at: 'evaluation' }] },
  ],
  phases: ({ table }) => [{ id: 'table', steps: table.steps }],
  conflicts: () => [],
  beginFrom: (config) => config,
  open: openBigram,
};

/** −Σ_b weight_b log p(target_b | id_b) for B pairs. */
function program(registry: ParameterRegistry, vocabulary: number, batch: number): Program {
  const graph = new Graph();
  const table = registry.parameter(graph, 'table.logits', [vocabulary, vocabulary], { kind: 'normal', std: 0.02 });
  const logits = gatherRows(graph, table, graph.input('ids', [batch], 'u32')); // (B, V)
  const likelihood = logLikelihood(graph, logits, graph.input('targets', [batch], 'u32')); // (B)
  const loss = weightedSum(graph, likelihood, graph.input('weights', [batch]), -1);
  return { graph, outputs: { loss }, loss };
}

async function openBigram({ config, corpus, createEngine, init }: RunContext<BigramConfig>): Promise<OpenSystem> {
  const { batch, steps, learningRate } = config.table;
  const text = corpus.documents.map((document) => document.text).join(' ');
  const tokenizer = trainTokenizer([text], { kind: 'word', vocabularySize: 1000 });
  const { ids } = tokenizer.encode(text);
  const pairs = ids.slice(1).map((_, i) => i);
  const v = tokenizer.vocabularySize;
  const registry = new ParameterRegistry(config.seed);
  program(registry, v, batch); // declares the parameters
  if (init) beginWithModels(registry, init, ['table.']);
  const engine = createEngine(registry, { optimiser: config.optimiser, groups: ['table.'] });
  const source = new Draw(pairs, config.seed, 'table');

  const table: Phase<number[]> = {
    id: 'table',
    steps,
    source,
    evaluateEvery: config.evaluation.every,
    program: () => program(registry, v, batch),
    rates: () => ({ 'table.': learningRate }),
    draw: async () => Array.from({ length: batch }, () => source.next()),
    fill(inputs, drawn) {
      inputs.integers('ids').set(drawn.map((i) => ids[i]!));
      inputs.integers('targets').set(drawn.map((i) => ids[i + 1]!));
      inputs.floats('weights').fill(1 / batch);
    },
  };

  /** The logits of a token's successors, (V), by the token's id. */
  const readTable = async () => {
    const logits = engine.store.unpack(await engine.store.read('values'), 'table.logits');
    return (id: number) => logits.subarray(id * v, (id + 1) * v);
  };
  return {
    engine,
    tokenizer,
    fingerprint: corpusFingerprint(corpus),
    texts: () => [text],
    phases: [table],
    async evaluate() {
      const row = await readTable();
      const losses = pairs.map((i) => logSumExp([...row(ids[i]!)]) - row(ids[i]!)[ids[i + 1]!]!);
      return { entropy: losses.reduce((a, b) => a + b) / losses.length };
    },
    probes: {
      async next({ word, count }: BigramProbes['next']['query']) {
        const logits = (await readTable())(tokenizer.encode(word).ids[0]!);
        const order = [...logits.keys()].sort((a, b) => logits[b]! - logits[a]!);
        return order.slice(0, count).map((id) => tokenizer.piece(id));
      },
    },
  };
}
