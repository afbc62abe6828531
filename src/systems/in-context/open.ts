/** In-context learning with its tasks: model, phase, evaluation and probes of one run. */
import { languageModelGraph } from '../../models/language-model.ts';
import { numberModelGraph } from '../../models/number-model.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { readSavedTokenizer, textsOf } from '../../run/prepare.ts';
import type { OpenSystem, RunContext } from '../../run/system.ts';
import { corpusFingerprint } from '../../text/corpus/fingerprint.ts';
import { taskLetters } from '../../text/corpus/tasks.ts';
import { trainTokenizer } from '../../text/tokenizer/tokenizer.ts';
import { answerPrompt } from './answer.ts';
import { InContextEvaluation } from './evaluate.ts';
import { letterTokens, modelOf, promptLength, tasksOf } from './parts.ts';
import { InContextPhase } from './phase.ts';
import type { InContextProbes, InContextTasks, RegressionProbes } from './probes.ts';
import { answerPoints } from './regression-answer.ts';
import { RegressionEvaluation } from './regression-evaluate.ts';
import { knownFunctions, numberModelOf, type RegressionParts, regressionLength } from './regression-parts.ts';
import { RegressionPhase } from './regression-phase.ts';
import type { InContextConfig } from './settings.ts';

export async function openInContext(context: RunContext<InContextConfig>): Promise<OpenSystem> {
  const { config, corpus, savedTokenizer } = context;
  const tokenizer =
    savedTokenizer === undefined
      ? trainTokenizer([taskLetters.join(' ')], { kind: 'word', vocabularySize: 64 })
      : readSavedTokenizer(savedTokenizer);
  const registry = new ParameterRegistry(config.seed);
  const same = {
    tokenizer,
    fingerprint: corpusFingerprint(corpus),
    facts: { vocabulary: tokenizer.vocabularySize },
    texts: () => textsOf(corpus),
  };
  if (config.context.task === 'regression') return { ...same, ...openRegression(context, registry) };
  const model = modelOf(config, tokenizer.vocabularySize);
  // building this graph declares every parameter
  languageModelGraph(registry, model, 1, promptLength);
  const engine = context.createEngine(registry, { optimiser: config.optimiser, groups: ['lm.'] });
  const tasks = { known: tasksOf(corpus, 'known'), unseen: tasksOf(corpus, 'unseen') };
  const parts = { config, model, registry, engine, tokens: letterTokens(tokenizer), ...tasks };
  const evaluation = new InContextEvaluation(parts);
  return {
    ...same,
    engine,
    phases: [new InContextPhase(parts)],
    evaluate: () => evaluation.measure(),
    probes: {
      tasks: async (): Promise<InContextTasks> => ({ letters: taskLetters, ...tasks }),
      prompt: (query: InContextProbes['prompt']['query']) => answerPrompt(parts, query),
    },
  };
}

/** The parts of a run on linear regression. Its examples are drawn: it takes nothing of the corpus. */
function openRegression(context: RunContext<InContextConfig>, registry: ParameterRegistry) {
  const { config } = context;
  const model = numberModelOf(config);
  numberModelGraph(registry, model, 1, regressionLength);
  const engine = context.createEngine(registry, { optimiser: config.optimiser, groups: ['lm.'] });
  const parts: RegressionParts = { config, model, registry, engine, known: knownFunctions(config) };
  const evaluation = new RegressionEvaluation(parts);
  return {
    engine,
    phases: [new RegressionPhase(parts)],
    evaluate: () => evaluation.measure(),
    probes: {
      points: (query: RegressionProbes['points']['query']) => answerPoints(parts, query),
      errors: ({ xScale, wScale }: RegressionProbes['errors']['query']) => evaluation.errorsAt(xScale, wScale),
    },
  };
}
