/** Definitions of the numbers of the index page, in English. */
import type { Definition } from '../../../../i18n/definition.ts';

export const metrics = {
  drift: {
    name: 'Mean drift',
    short: 'Drift',
    formula: 'mean ‖z − z′‖',
    text: 'The mean distance between the embedding of a document in the index (z′, stale) and its embedding with the present parameters (z, fresh). It grows with the age of the index.',
  },
  driftCosine: {
    name: 'Mean cosine of stale and fresh',
    short: 'Cosine',
    formula: 'mean cos(z, z′)',
    text: 'The mean cosine between the stale and the fresh embedding of a document: 1 if no document has turned.',
  },
  explained: {
    name: 'Variance in the plane',
    short: 'Variance',
    text: 'The share of the variance of the stale embeddings that lies in the plane of the map. The rest cannot be seen.',
  },
  staleRecall: {
    name: 'Stale recall at 8',
    short: 'Recall@8',
    text: 'The share of the exact best 8 documents under the present parameters that are also among the best 8 of the stale embeddings, for this query. Both are ranked exactly, so nothing is lost but by age.',
  },
  methodRecall: {
    name: 'Recall at 8',
    short: 'Recall@8',
    text: 'The share of the exact best 8 documents that the method finds, over the same stale embeddings.',
  },
  innerProducts: {
    name: 'Inner products computed',
    short: 'Inner products',
    text: 'How often the query was multiplied with a vector: a document, or the centre of a ball.',
  },
  relativeTime: {
    name: 'Time as a ratio to exact search',
    short: 'Time ÷ exact',
    text: 'All three take turns in the same call, and the median of five rounds is shown. The code of all three is our own and tells its path, so only compare these with each other. hnswlib, which training uses, is faster.',
  },
} satisfies Record<string, Definition>;
