/**
 * GLM and the probe set of minimal pairs: Σ log p of a word's tokens and their end in a blank; of a masked LM that of its masks, and of a causal LM log p of the
 * whole sentence.
 */
import { glmGraph } from '../../models/glm.ts';
import { type ChoiceModel, type FilledBlank, likelihoodScores, tokensOf } from '../../run/word-choice.ts';
import { blankRow } from './blanks.ts';
import { trainedMode } from './filling-rules.ts';
import { fromTheLeft, type GlmRow } from './layout.ts';
import type { GlmParts } from './parts.ts';
import { fillRows, rowLength } from './rows.ts';

export function glmChoice({
  config: { glm },
  model,
  registry,
  engine,
  vocabulary,
}: Omit<GlmParts, 'texts'>): ChoiceModel {
  const length = rowLength(glm);
  const shape = { rows: glm.batch, length, predictions: glm.batch * length };
  const rowOf = (sentence: FilledBlank): GlmRow => {
    const ids = [vocabulary.cls, ...tokensOf(sentence)];
    if (glm.objective === 'causal') return fromTheLeft(ids);
    const start = 1 + sentence.before.length;
    const span = { start, end: start + sentence.word.length };
    return blankRow(ids, span, { objective: glm.objective, mode: trainedMode(glm) }, vocabulary);
  };
  return {
    id: glm.objective === 'causal' ? 'lm' : 'blanks',
    fits: (sentence) => 1 + tokensOf(sentence).length <= glm.length && rowOf(sentence).ids.length <= length,
    score: (...asked) =>
      likelihoodScores(
        {
          ...{ plans: engine, name: 'blanks', rows: shape.rows },
          graph: () => glmGraph(registry, model, shape),
          fill(inputs, sentences) {
            const rows = sentences.map(rowOf);
            fillRows(inputs, rows, shape, vocabulary.size);
            return rows.map(({ targets }) => targets.length);
          },
        },
        ...asked,
      ),
  };
}
