/**
 * Judgements and a run with ties, grades, a query without a ranking, one without a relevant document, and a ranking without
 * judgements. The figures come from trec_eval (10.0-rc3, commit f425365) with `-c -q`, those of MRR@10 with `-M 10 -m recip_rank`.
 */
export const qrels = `301 0 d11 1
301 0 d5 2
301 0 d13 2
301 0 d2 1
301 0 d3 1
301 0 d4 1
301 0 d12 3
301 0 d10 2
301 0 d1 1
301 0 d9 -1
301 0 d17 0
301 0 d14 0
302 0 a-1 2
302 0 d3 1
302 0 d4 1
302 0 d17 2
302 0 d14 2
302 0 d6 2
302 0 d11 -1
302 0 FR940202-2-00150 0
302 0 d8 -1
q-x 0 d14 1
q-x 0 d12 1
q-x 0 d13 1
q-x 0 d8 1
q-x 0 d5 0
q-x 0 d3 -1
q-x 0 d6 0
304 0 d4 1
304 0 d12 1
304 0 a-1 1
304 0 d1 0
304 0 d3 -1
304 0 d7 0
305 0 d1 0
305 0 d2 0
`;

export const run = `301 Q0 FR940202-2-00150 71 0.3 t
301 Q0 Z_9 13 1.75 t
301 Q0 D2 47 1e-3 t
301 Q0 d2 70 1.75 t
301 Q0 d13 72 1.75 t
301 Q0 a-1 79 2.5 t
301 Q0 d8 63 1e-3 t
301 Q0 d1 99 -1 t
301 Q0 d9 59 0.30000001 t
301 Q0 d3 46 7 t
301 Q0 d5 31 0.3 t
301 Q0 d7 89 1.75 t
301 Q0 d18 10 1e-3 t
301 Q0 d14 67 0.3 t
301 Q0 d17 43 7 t
301 Q0 d12 36 7 t
302 Q0 d15 85 -1 t
302 Q0 d3 2 0.30000001 t
302 Q0 FR940202-2-00150 45 7 t
302 Q0 d9 78 1.75 t
302 Q0 d16 63 1.75 t
302 Q0 a-1 27 2.5 t
302 Q0 d2 16 0.3 t
302 Q0 d12 50 1e-3 t
302 Q0 Z_9 63 -1 t
302 Q0 d5 21 1.75 t
302 Q0 d11 51 7 t
302 Q0 d10 17 0.3 t
302 Q0 d8 70 -1 t
302 Q0 d13 90 0.3 t
q-x Q0 d9 58 2.5 t
q-x Q0 d10 50 -1 t
q-x Q0 d1 50 -1 t
q-x Q0 d5 61 1.75 t
q-x Q0 d14 7 -1 t
q-x Q0 d12 8 1e-3 t
q-x Q0 d11 56 1e-3 t
q-x Q0 d3 14 1.75 t
q-x Q0 d17 76 0.30000001 t
q-x Q0 Z_9 13 2.5 t
q-x Q0 FR940202-2-00150 72 2.5 t
q-x Q0 d16 68 1.75 t
305 Q0 d1 1 2 t
305 Q0 d7 2 1 t
999 Q0 d1 1 2 t
`;

/** By figure: of the queries 301, 302, q-x, 304 and 305, and of all. */
export const figures: Readonly<Record<string, readonly number[]>> = {
  'MRR@10': [1, 0.3333, 0.125, 0, 0, 0.2917],
  'nDCG@10': [0.5247, 0.2273, 0.236, 0, 0, 0.1976],
  MAP: [0.4015, 0.1032, 0.0813, 0, 0, 0.1172],
  'recall@10': [0.5556, 0.3333, 0.5, 0, 0, 0.2778],
  'recall@100': [0.6667, 0.3333, 0.5, 0, 0, 0.3],
  'success@1': [1, 0, 0, 0, 0, 0.2],
  'success@5': [1, 1, 0, 0, 0, 0.4],
  'success@20': [1, 1, 1, 0, 0, 0.6],
};
