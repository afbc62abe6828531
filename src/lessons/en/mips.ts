/** Words of the lesson “Finding the largest inner product”, in English. */
import type { LessonText } from '../lesson.ts';

export const mips = {
  title: 'Finding the largest inner product',
  about: 'MIPS, exact search and HNSW.',
  parts: {
    product: {
      prose: [
        'The score f(x,z) is the inner product of two embeddings; in this preset it is divided by √d. To retrieve is to find the documents with the largest inner product (MIPS).',
        'An inner product depends on the angle between the embeddings and on their lengths; the cosine on the angle alone.',
      ],
      prediction: {
        question: 'Which document may rank first by inner product, but not by cosine?',
        choices: {
          long: 'One with a long embedding',
          short: 'One with a short embedding',
          neither: 'There is none: both rank alike',
        },
        why: 'e(x) · e(z) = |e(x)| · |e(z)| · cosine, so length can make up for angle. LayerNorm gives all embeddings the same length at the start; then both rank alike. Training may change this.',
      },
    },
    graph: {
      prose: [
        'Exact search computes every inner product. HNSW links each document to near ones and walks along these links, so it looks at a part of them only, and may miss some.',
        'The evaluations show its recall: how many of the true nearest documents it finds. To compare, set index.kind to exact in the list of all settings (key comma).',
      ],
      prediction: {
        question: 'When is exact search the better choice?',
        choices: {
          few: 'With few documents, as here',
          many: 'With millions of documents',
          never: 'Never: HNSW is faster and finds the same',
        },
        why: 'Its cost grows with the number of documents. For some thousands it is small, and it misses nothing. For millions an approximate index is needed, and its recall has to be watched.',
      },
      exercise: 'Set index.kind to exact for the next run.',
    },
  },
} satisfies LessonText;
