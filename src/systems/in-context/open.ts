/** In-context learning with its tasks: model, phase, evaluation and probes of one run. */
import { languageModelGraph } from '../../models/language-model.ts';
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
import type { InContextProbes, InContextTasks } from './probes.ts';
import type { InContextConfig } from './settings.ts';

export async function openInContext(context: RunContext<InContextConfig>): Promise<OpenSystem> {
  const { config, corpus, savedTokenizer } = context;
  const tokenizer =
    savedTokenizer === undefined
      ? trainTokenizer([taskLetters.join(' ')], { kind: 'word', vocabularySize: 64 })
      : readSavedTokenizer(savedTokenizer);
  const model = modelOf(config, tokenizer.vocabularySize);
  const registry = new ParameterRegistry(config.seed);
  // building this graph declares every parameter
  languageModelGraph(registry, model, 1, promptLength);
  const engine = context.createEngine(registry, { optimiser: config.optimiser, groups: ['lm.'] });
  const tasks = { known: tasksOf(corpus, 'known'), unseen: tasksOf(corpus, 'unseen') };
  const parts = { config, model, registry, engine, tokens: letterTokens(tokenizer), ...tasks };
  const evaluation = new InContextEvaluation(parts);
  return {
    engine,
    tokenizer,
    fingerprint: corpusFingerprint(corpus),
    facts: { vocabulary: tokenizer.vocabularySize },
    texts: () => textsOf(corpus),
    phases: [new InContextPhase(parts)],
    evaluate: () => evaluation.measure(),
    probes: {
      tasks: async (): Promise<InContextTasks> => ({ letters: taskLetters, ...tasks }),
      prompt: (query: InContextProbes['prompt']['query']) => answerPrompt(parts, query),
    },
  };
}
