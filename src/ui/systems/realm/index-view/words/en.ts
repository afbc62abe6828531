/** Words of the index page, in English. They are loaded with the page. */
import { count, whole } from '../../../../i18n/en/numbers.ts';

export const en = {
  empty: 'The index is built from embeddings. There is no run that has any.',
  emptyText:
    'During joint training every document is a vector in the index. This page shows these vectors as points, how far they are behind the encoder, and how the nearest ones are found.',
  outline: [
    {
      head: 'Map',
      text: 'Each document is a point in the plane. An arrow leads from its embedding in the index to the one with the present parameters.',
    },
    { head: 'Ranks', text: 'The best documents of one query, under the stale index and under fresh embeddings.' },
    {
      head: 'Refresh',
      text: 'Change the refresh interval during training, or stop the builder and watch the index age.',
    },
    {
      head: 'Ways to search',
      text: 'Exact search, HNSW and a ball tree search the same vectors, and their paths are drawn.',
    },
  ],
  recorded: 'A recording has no embeddings.',
  recordedText:
    'It keeps numbers and words only. Open the trained models, where they come with it, or go on from its warm-up: a few seconds later joint training begins, and the index is there.',
  noIndex: 'There is no index yet.',
  noIndexText: (phase: string, step: number) =>
    `The first index is built when joint training begins. The run stands at ${phase}, step ${whole(step)}.`,
  opening: 'The run is being opened.',
  measuring: (done: number, of: number) =>
    of === 0 ? 'Embedding documents' : `Embedding documents: ${whole(done)} / ${whole(of)}`,

  map: {
    title: 'Documents in the plane',
    projection: 'Projection',
    projections: { pca: 'PCA', umap: 'UMAP' },
    fitting: (done: number, of: number) => (of === 0 ? 'UMAP begins' : `UMAP: epoch ${whole(done)} of ${whole(of)}`),
    tooFew: 'UMAP needs at least 16 documents. This is the map by PCA.',
    all: (n: number) => count(n, 'document', 'documents'),
    some: (n: number, of: number) => `${whole(n)} of ${whole(of)} documents drawn and embedded, spread evenly`,
    aboutPca:
      'The plane is fitted to the stale embeddings alone, and the fresh ones are put into the same plane. So an arrow is the shadow of a real movement.',
    aboutUmap: 'UMAP keeps neighbours together. Distances and directions mean little, so no arrows are drawn.',
    label: (n: number) => `Map of ${count(n, 'document', 'documents')}`,
    keys: 'Arrow keys go from document to document, + and − zoom, 0 shows everything. Shift and arrow keys, or the pointer, move the map; the wheel zooms when the map has the focus.',
    nothing: 'No document chosen',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Show everything',
    legend: {
      other: 'document',
      candidate: 'candidate',
      holds: 'holds the answer',
      source: 'source of the sentence',
      query: 'query',
      arrow: 'from stale to fresh',
      path: 'path of the search',
    },
    list: 'Documents as a list',
    columns: { document: 'Document', kind: 'What it is', drift: 'Drift', x: 'x', y: 'y' },
    moved: (distance: string) => `drift ${distance}`,
    untitled: 'Untitled',
  },

  ranks: {
    title: 'Ranks for this query',
    stale: 'Stale index',
    fresh: 'Fresh embeddings',
    goes: (rank: number) => `fresh: ${whole(rank)}`,
    comes: (rank: number) => `stale: ${whole(rank)}`,
    stays: (from: number, to: number) => `rank ${whole(from)} stale, ${whole(to)} fresh`,
    about: (n: number, of: number) =>
      n === of
        ? 'Both lists rank all documents exactly. Training leaves out the source, unless trivial retrieval is allowed.'
        : `Both lists rank the ${whole(n)} documents of the map exactly. Training leaves out the source, unless trivial retrieval is allowed.`,
    query: 'Query',
    age: 'Index age',
    measuredAt: (at: string) => `Measured at ${at}`,
  },

  refresh: {
    title: 'Refresh the index',
    every: 'Refresh every',
    steps: (n: number) => (n === 0 ? 'never' : count(n, 'step', 'steps')),
    builder: 'Builder at work',
    stopped: 'The builder is stopped: the index grows old until it works again.',
    works: 'For this run, from the next step on. The settings of the next run stay as they are.',
  },

  methods: {
    title: 'Three ways to find the best eight',
    about: (n: number) =>
      `Over the ${whole(n)} stale embeddings of the map, for this query. The graph is built here anew with the run’s M and efConstruction, because hnswlib does not tell its path.`,
    method: 'Method',
    exact: 'Exact',
    hnsw: 'HNSW',
    tree: 'Ball tree',
    found: 'Found, by exact rank',
    foundText: (found: readonly number[], missed: readonly number[]) =>
      missed.length === 0 ? 'finds ranks 1 to 8' : `finds ranks ${found.join(', ')}; misses ${missed.join(', ')}`,
    show: 'On the map',
    nothing: 'Nothing',
    path: (moves: number, levels: number) =>
      `HNSW went along ${count(moves, 'link', 'links')} on ${count(levels, 'level', 'levels')}.`,
    treeAbout: (opened: number, pruned: number, scored: number, of: number) =>
      `Each box is a ball: ${whole(opened)} opened, ${whole(pruned)} pruned, ${whole(scored)} of ${whole(of)} documents scored. No vector in a ball with centre μ and radius R can score more than q·μ + ‖q‖R; the ball is pruned if that is less than the eighth best score.`,
    treeLabel: (opened: number, pruned: number) => `Tree of balls: ${whole(opened)} opened, ${whole(pruned)} pruned`,
    opened: 'opened',
    pruned: 'pruned',
    inside: 'inside a pruned ball',
  },
};

export type IndexWords = typeof en;
