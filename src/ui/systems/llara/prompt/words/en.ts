/** Words of the page *Prompt*, in English. They are loaded with the page. */
import type { Definition } from '../../../../i18n/definition.ts';
import { count, whole } from '../../../../i18n/en/numbers.ts';

export const en = {
  empty: 'No model is open yet',
  emptyText:
    'Here a language model becomes a retriever: one prompt with two halves, what the embedding of each half predicts, and what the embeddings find.',
  emptyRecorded:
    'A recording holds curves and what was measured; what a prompt predicts and finds only an open model can answer.',
  emptyKept: 'Resume your saved run, or open a new model at step 0.',
  emptyNew: 'Train first, or open a new model at step 0: it knows nothing yet.',
  opening: 'Opening the run',
  outline: [
    { head: 'Prompt', text: 'A text, and behind it two short prompts side by side that do not see each other.' },
    {
      head: 'Embedding',
      text: 'The state at the end of each half. It has to name the words of this text, or those of the next.',
    },
    { head: 'Search', text: 'The same embeddings find the text that answers a question, beside BM25.' },
  ],
  joint: 'The joint prompt',
  block: (block: number) => `Block ${whole(block)}`,
  blockOf: (block: number, blocks: number) => `Block ${whole(block)} of ${whole(blocks)}`,
  about:
    'One pass makes two embeddings. Both halves go on from the same text, so both take the same positions, and neither sees the other: the pass equals two passes, one for each half.',
  parts: { text: 'Text', self: 'SELF', next: 'NEXT' },
  halves: { self: 'SELF: the original sentence', next: 'NEXT: the sentence that follows' },
  mask: 'Who sees whom',
  maskLabel: 'Attention mask of the joint prompt.',
  why: {
    later: 'It stands later in its half: the model reads from left to right.',
    blind: 'The halves are blind to each other.',
    earlier: 'It stands earlier in the same half.',
    text: 'Both halves see the whole text.',
    itself: 'Every token sees itself.',
    textEarlier: 'It stands earlier in the text.',
    textLater: 'It stands later: the model reads from left to right.',
  },
  guesses: 'What the embeddings predict',
  self: 'EBAE: from SELF, the words of this text',
  next: 'EBAR: from NEXT, the words of the next sentence',
  noNext: 'No sentence follows in its document, so that EBAR has no target here.',
  right: (right: number, all: number) => `${whole(right)} of the ${whole(all)} likeliest are right`,
  target: 'right',
  untrained: 'The model has not been trained yet: what it predicts is chance.',
  token: 'Token',
  search: 'Search',
  question: 'Question',
  find: 'Search',
  placeholder: 'Type a question about the corpus',
  choose: 'Questions of the corpus',
  own: 'A question of your own',
  choice: 'Choose one',
  heldOut: 'held out',
  trainedOn: 'trained on',
  notKnown: 'Which blocks are right is known for questions of the corpus only.',
  searching: 'Searching',
  unknown: (unknown: number) => `The vocabulary lacks ${count(unknown, 'piece', 'pieces')} of the question.`,
  searchHint: 'The question is put into the prompt, the embedding is compared with those of all blocks.',
  llara: 'LLaRA',
  lexical: 'BM25',
  none: 'Nothing is found.',
  answers: 'answers',
  firstRight: (rank: number) => `The first right block has rank ${whole(rank)}.`,
  noneRight: (hits: number) => `None of these ${whole(hits)} is right.`,
  untitled: 'Untitled',
  definitions: {
    position: {
      name: 'Position',
      short: 'position',
      text: 'The row of the position table that is added to the token. NEXT begins again where SELF began.',
    },
    probability: {
      name: 'Probability of the token',
      short: 'p(token)',
      formula: 'softmax(W e)',
      text: 'The embedding goes through the output matrix of the language model, all tokens of the vocabulary share the probability.',
    },
    cosine: {
      name: 'Cosine',
      short: 'cosine',
      formula: 'e(x) · e(z) / (‖e(x)‖ ‖e(z)‖)',
      text: 'How alike the embeddings of question and block are, from −1 to 1.',
    },
    bm25: {
      name: 'BM25',
      short: 'BM25',
      text: 'A sum over the words that question and block share; rare words count more.',
    },
  } satisfies Record<string, Definition>,
};

export type PromptWords = typeof en;
