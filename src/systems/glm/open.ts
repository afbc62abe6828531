/** GLM with a corpus: model, phase, evaluation and probes of one run. */
import { ParameterRegistry } from '../../models/registry.ts';
import { generationPlans } from '../../run/generation.ts';
import { Heads, headProbes } from '../../run/heads.ts';
import { readSavedTokenizer, textsOf } from '../../run/prepare.ts';
import type { OpenSystem, RunContext } from '../../run/system.ts';
import { choiceProbes } from '../../run/word-choice.ts';
import type { Corpus } from '../../text/corpus/corpus.ts';
import { corpusFingerprint } from '../../text/corpus/fingerprint.ts';
import { trainTokenizer } from '../../text/tokenizer/tokenizer.ts';
import type { Tokenizer } from '../../text/tokenizer/tokens.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { ClozeClassifier } from './cloze/classifier.ts';
import { ClozePhase } from './cloze/phase.ts';
import { GlmEvaluation } from './evaluate.ts';
import { BlankFiller } from './fill.ts';
import { glmHeads } from './heads.ts';
import { declareParameters, type GlmParts, hasHead, modelOf } from './parts.ts';
import { FillingPhase } from './phase.ts';
import type { GlmProbes } from './probes.ts';
import { textsOfRun } from './run-texts.ts';
import { sampleText } from './sample.ts';
import { clozeSteps, type GlmRunConfig } from './settings.ts';
import { TitleEvaluation, TitleWriter } from './titles/evaluate.ts';
import { someTitles } from './titles/openings.ts';
import { glmVocabulary } from './vocabulary.ts';
import { glmChoice } from './word-choice.ts';

export async function openGlm(context: RunContext<GlmRunConfig>): Promise<OpenSystem> {
  const { config, corpus, savedTokenizer, onProgress } = context;
  if (config.glm.steps + clozeSteps(config) === 0) {
    throw new RetrogradError(
      'bad-option',
      sentence`There is nothing to train: give glm.steps, or both cloze.steps and cloze.labels, a number above 0.`,
    );
  }
  await onProgress('training-tokenizer', 0, 1);
  const tokenizer =
    savedTokenizer === undefined
      ? trainTokenizer(textsOf(corpus), config.tokenizer)
      : readSavedTokenizer(savedTokenizer);
  await onProgress('reading-documents', 0, corpus.documents.length);
  const { texts, cut } = textsOfRun(config, corpus, tokenizer);
  const vocabulary = glmVocabulary(tokenizer, config.glm.sentinels);
  const model = modelOf(config, vocabulary);
  const registry = new ParameterRegistry(config.seed);
  declareParameters(registry, model, config);
  const groups = ['glm.', ...(hasHead(config) ? ['head.'] : [])];
  const engine = context.createEngine(registry, { optimiser: config.optimiser, groups });
  const parts: GlmParts = { config, model, registry, engine, vocabulary, texts };
  const classifier = makeClassifier(parts, tokenizer, corpus);
  const evaluation = new GlmEvaluation(parts);
  const plansFor = (name: string) => generationPlans(name, engine, context.gpu.device);
  const writer = config.glm.titles
    ? new TitleWriter(parts, generationPlans('write openings', engine.frozen, context.gpu.device))
    : null;
  const titles = writer && new TitleEvaluation(parts, writer, corpus, tokenizer);
  const filler = new BlankFiller({ ...parts, tokenizer, plansFor });
  return {
    engine,
    tokenizer,
    fingerprint: corpusFingerprint(corpus),
    facts: { blocks: texts.length, vocabulary: vocabulary.size },
    texts: () => textsOf(corpus),
    phases: [new FillingPhase(parts), ...(classifier ? [new ClozePhase(parts, classifier)] : [])],
    evaluate: async (moment) => ({
      ...(await evaluation.measure(moment, false)).metrics,
      ...(await titles?.measure()),
      ...(await classifier?.measure()),
    }),
    async evaluateAll(moment, onEvaluated) {
      const { metrics, results } = await evaluation.measure(moment, true, onEvaluated);
      return { metrics: { ...metrics, ...(await titles?.measure()), ...(await classifier?.measure()) }, results };
    },
    skipped: () => ({ ...(cut > 0 && { 'document-cut': cut }) }),
    probes: {
      ...headProbes([new Heads(engine, glmHeads(parts))]),
      ...choiceProbes(tokenizer, () => textsOf(corpus), [glmChoice(parts)]),
      sample: (query: GlmProbes['sample']['query']) => sampleText(parts, query),
      fill: (query: GlmProbes['fill']['query']) => filler.fill(query),
      ...(titles && { titles: async () => someTitles(corpus, config.evaluation.holdOutEvery) }),
    },
    close() {
      filler.destroy();
      writer?.destroy();
    },
  };
}

/** Null if no labelled sentences are wanted. Throws `bad-corpus` if the corpus has none. */
function makeClassifier(parts: GlmParts, tokenizer: Tokenizer, { labelled, manifest }: Corpus): ClozeClassifier | null {
  if (parts.config.cloze.steps === 0) return null;
  if (labelled) return new ClozeClassifier(parts, tokenizer, labelled);
  throw new RetrogradError(
    'bad-corpus',
    sentence`${manifest.title} has no labelled sentences: choose the corpus reviews, or set cloze.steps=0.`,
  );
}
