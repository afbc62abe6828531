/** What the phase, the evaluation and the probes of one GLM run share. */
import { type GlmConfig, glmGraph } from '../../models/glm.ts';
import { glmClassifierGraph } from '../../models/glm-classifier.ts';
import type { ParameterRegistry } from '../../models/registry.ts';
import type { Engine } from '../../run/engine.ts';
import { clozeTasks } from './cloze/patterns.ts';
import type { GlmRunConfig } from './settings.ts';
import type { GlmText } from './texts.ts';
import type { GlmVocabulary } from './vocabulary.ts';

export interface GlmParts {
  config: GlmRunConfig;
  model: GlmConfig;
  registry: ParameterRegistry;
  engine: Engine;
  vocabulary: GlmVocabulary;
  texts: readonly GlmText[];
}

/** The model of a run. Positions reach as far as the longest text; a span with its end is shorter than that. */
export function modelOf({ glm }: Pick<GlmRunConfig, 'glm'>, vocabulary: GlmVocabulary): GlmConfig {
  const { width, layers, heads, length, initialStd, initialPositions, secondPositions } = glm;
  return {
    ...{ vocabularySize: vocabulary.size, maxLength: length, width, layers, heads },
    ...{ initialStd, initialPositions, secondPositions },
  };
}

/** Without steps, too: a run that is resumed may have some then. */
export const hasHead = ({ cloze }: Pick<GlmRunConfig, 'cloze'>): boolean => cloze.form === 'head';

/** Makes every parameter of a run known to the registry. */
export function declareParameters(registry: ParameterRegistry, model: GlmConfig, config: GlmRunConfig): void {
  glmGraph(registry, model, { rows: 1, length: 1, predictions: 1 });
  if (!hasHead(config)) return;
  const labels = clozeTasks[config.cloze.task].labels.length;
  glmClassifierGraph(registry, model, { rows: 1, length: 1, labels }, 'head');
}
