/** The heads of a GLM, over blanks in held-out texts. */
import { glmGraph } from '../../models/glm.ts';
import { type HeadsModel, headExamples } from '../../run/heads.ts';
import { Prng } from '../../util/prng.ts';
import { measuredTexts } from './blanks.ts';
import { corrupt } from './corrupt.ts';
import { trainedMode } from './filling-rules.ts';
import type { GlmRow } from './layout.ts';
import type { GlmParts } from './parts.ts';
import { fillRows, rowLength } from './rows.ts';
import { drawLongShare } from './spans.ts';

export function glmHeads({ config, model, registry, vocabulary, texts }: Omit<GlmParts, 'engine'>): HeadsModel<GlmRow> {
  const { glm } = config;
  const length = rowLength(glm);
  const mode = trainedMode(glm);
  return {
    view: { id: 'blanks', part: 'model' },
    layers: model.layers,
    heads: model.heads,
    rows: () =>
      measuredTexts(texts)
        .flatMap((text) => {
          const prng = Prng.fork(0, `heads ${text.id}`);
          const made = corrupt(text, glm, vocabulary, { mode, longShare: drawLongShare(prng), prng });
          return made ? [made.row] : [];
        })
        .slice(0, headExamples),
    isHeldOut: true,
    batch: glm.batch,
    graph: (rows) => glmGraph(registry, model, { rows, length, predictions: rows * length }, true),
    fill: (inputs, rows) => fillRows(inputs, rows, { length }, vocabulary.size),
    describe(row) {
      const targets: (string | null)[] = row.ids.map(() => null);
      row.at.forEach((at, i) => {
        targets[at] = vocabulary.piece(row.targets[i]!);
      });
      return { tokens: row.ids.map(vocabulary.piece), targets };
    },
  };
}
