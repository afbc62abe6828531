/** What each number on the screen is: its name, its formula (REALM.md §1), and one or two sentences. */

export interface Definition {
  name: string;
  /** A short label for headings; the name where there is none. */
  short?: string;
  formula?: string;
  text: string;
}

export const definitions = {
  prior: {
    name: 'Retrieval probability',
    short: 'p(z|x)',
    formula: 'p(z|x) = exp f(x,z) / Σ exp f(x,z′)',
    text: 'How likely the retriever thinks document z helps with x: a softmax of the scores over these candidates, with the newest parameters.',
  },
  likelihood: {
    name: 'Reader’s probability of the answer',
    short: 'p(y|z,x)',
    formula: 'p(y|z,x) = Π p(y_j|z,x)',
    text: 'How likely the reader finds the masked words when it reads document z beside x: the product over the masked tokens.',
  },
  gradient: {
    name: 'Gradient signal',
    short: 'r(z)',
    formula: 'r(z) = [p(y|z,x) / p(y|x) − 1] · p(z|x)',
    text: 'The derivative of log p(y|x) with respect to the score of z, read from the backward pass. Positive: the retriever moves towards this document. All candidates together give zero.',
  },
  tokenGradient: {
    name: 'Gradient signal, per token',
    short: 'r(z)',
    formula: 'r(z) = mean of [p(y_j|z,x) / p(y_j|x) − 1] · p(z|x)',
    text: 'The derivative of the mean of log p(y_j|x) over the masked tokens with respect to the score of z, read from the backward pass. Positive: the retriever moves towards this document. All candidates together give zero.',
  },
  gradientSum: {
    name: 'Sum of the gradient signal',
    short: 'Σ r(z)',
    formula: 'Σ r(z) = Σ p(z|y,x) − Σ p(z|x) = 1 − 1 = 0',
    text: 'What one document gains the others lose. Anything but rounding error here would be a bug.',
  },
  posterior: {
    name: 'Posterior of the document',
    short: 'p(z|y,x)',
    formula: 'p(z|y,x) = p(y|z,x) · p(z|x) / p(y|x)',
    text: 'How likely it is that document z was the helpful one, once the answer is known. With the objective of the paper r(z) is this minus p(z|x).',
  },
  score: {
    name: 'Score',
    short: 'f(x,z)',
    formula: 'f(x,z) = e(x) · e(z) / (√d · temperature)',
    text: 'The inner product of the embeddings of query and document, scaled as the settings say.',
  },
  utility: {
    name: 'Retrieval utility of the document',
    short: 'RU(z|x)',
    formula: 'RU(z|x) = log p(y|z,x) − log p(y|∅,x)',
    text: 'How much document z helps the reader compared with reading nothing, in nats. Negative: it misleads.',
  },
  marginal: {
    name: 'Marginal likelihood',
    short: 'p(y|x)',
    formula: 'p(y|x) = Σ p(y|z,x) · p(z|x)',
    text: 'How likely the model as a whole finds the masked words: the readings of all candidates, weighted by the retriever. Training raises its logarithm.',
  },
  predictions: {
    name: 'The reader’s guesses',
    short: 'guesses',
    text: 'The most probable pieces at the first mask when the reader has this document beside x.',
  },
  lexicalRank: {
    name: 'Rank by BM25',
    short: 'BM25 rank',
    formula: 'place of z when documents are sorted by BM25 for the words left in x',
    text: 'Where plain word matching would put this document, the source left out unless it may be retrieved. A dash: not among the best thousand, or no word shared.',
  },
  bm25: {
    name: 'BM25 score',
    short: 'BM25',
    formula: 'Σ idf(t) · tf / (tf + k₁ (1 − b + b · |z| / mean length))',
    text: 'The lexical baseline in Lucene’s form, k₁ .9 and b .4, over the tokens of title and body: rare words that query and document share count most.',
  },
  learnedRank: {
    name: 'Rank by the learned retriever',
    short: 'p(z|x) rank',
    text: 'The place of this document among the candidates of the learned retriever. A dash: it is none of them.',
  },
  exampleUtility: {
    name: 'Retrieval utility',
    short: 'RU',
    formula: 'RU = mean over the masks of log p(y_j|x) − log p(y_j|∅,x)',
    text: 'How much retrieval helps with this mask compared with reading nothing, in nats.',
  },
  exampleNull: {
    name: 'Probability of the null document',
    short: 'p(null)',
    formula: 'p(∅|x)',
    text: 'How much the retriever prefers to retrieve nothing for this mask.',
  },
  marginalPredictions: {
    name: 'What the whole model says',
    short: 'says',
    formula: 'Σ p(z|x) p(·|z,x)',
    text: 'The most probable pieces at the first mask, the readings of all candidates weighted by the retriever.',
  },
  summaryUtility: {
    name: 'Mean retrieval utility',
    short: 'RU',
    formula: 'mean of log p(y_j|x) − log p(y_j|∅,x), nats',
    text: 'The same sentences masked in three ways. Where it is high, the masked words are such as documents can tell; function words are guessed as well without.',
  },
  summaryNull: {
    name: 'Mean p(null)',
    short: 'p(null)',
    formula: 'mean of p(∅|x)',
    text: 'How often the retriever would rather retrieve nothing, mean over the same sentences.',
  },
  maskedTokens: {
    name: 'Masked tokens',
    short: 'Masked',
    text: 'Mean number of masked tokens per sentence.',
  },
  mergeCount: {
    name: 'Count of the pair',
    short: 'count',
    text: 'How often the two pieces stood side by side in the corpus just before they were merged. BPE merges the most frequent pair.',
  },
  mergeScore: {
    name: 'WordPiece score',
    short: 'score',
    formula: 'count(ab) / (count(a) · count(b))',
    text: 'WordPiece merges the pair that raises the likelihood of the corpus most: pieces that are seldom seen apart.',
  },
  loss: {
    name: 'Loss',
    formula: 'joint: −log Σ p(z|x) p(y|z,x)',
    text: 'What the current phase makes small, mean over the batch, in nats: in-batch contrast in ICT, cross-entropy of the masked words in warm-up, the negative log marginal likelihood in joint training. Each phase has a loss of its own.',
  },
  retrievalUtility: {
    name: 'Retrieval utility',
    short: 'RU',
    formula: 'RU = mean[log p(y|x) − log p(y|∅,x)]',
    text: 'How much retrieval helps compared with reading nothing, in nats. The line is the training batch, the dots are held-out facts. Substitution in warm-up erases what the reader knows by heart and so inflates it.',
  },
  nullProbability: {
    name: 'Probability of the null document',
    short: 'p(null)',
    formula: 'p(∅|x), mean over the batch',
    text: 'How much the retriever prefers to retrieve nothing. When it climbs to 1, retrieval has collapsed: no document helps the reader any more.',
  },
  recallAt1: {
    name: 'Recall at 1',
    short: 'R@1',
    formula: 'R@1 = share of questions whose best document holds the answer',
    text: 'Zero-shot: the questions are never trained on. The document must be one that is known to hold the answer.',
  },
  recallAt5: {
    name: 'Recall at 5',
    short: 'R@5',
    formula: 'R@5 = share of questions with a right document among the best five',
    text: 'Zero-shot: the questions are never trained on.',
  },
  lexicalRecallAt1: {
    name: 'Recall at 1 of BM25',
    short: 'BM25 R@1',
    formula: 'share of questions whose best document by BM25 holds the answer',
    text: 'The lexical baseline over the same questions and documents. It learns nothing, so it stays as it is.',
  },
  lexicalRecallAt5: {
    name: 'Recall at 5 of BM25',
    short: 'BM25 R@5',
    formula: 'share of questions with a right document among BM25’s best five',
    text: 'The lexical baseline over the same questions and documents.',
  },
  recall: {
    name: 'Zero-shot recall',
    short: 'Recall',
    formula: 'R@k = share of questions with a right document among the best k',
    text: 'Questions are never trained on; the retriever must bring what it learnt from masked sentences.',
  },
  heldOutAccuracy: {
    name: 'Held-out accuracy',
    short: 'Accuracy',
    formula: 'share of held-out examples with argmax p(y|x) = y at every mask',
    text: 'Names, dates and numbers in sentences about subjects that no training sentence asks for, masked so whatever training masks; they can only be answered by retrieving.',
  },
  heldOutLogLikelihood: {
    name: 'Held-out log-likelihood',
    short: 'log p(y|x)',
    formula: 'mean of log p(y|x), nats',
    text: 'The objective of joint training in the paper, the whole answer at once, on facts held out of training.',
  },
  entropy: {
    name: 'Entropy of retrieval',
    short: 'Entropy',
    formula: 'H = −Σ p(z|x) log p(z|x), nats',
    text: 'How undecided the retriever is between the candidates: log 8 ≈ 2.08 is no opinion, 0 is certainty.',
  },
  indexAge: {
    name: 'Index age',
    short: 'Age',
    formula: 'steps since the snapshot θ′ behind the serving index',
    text: 'How stale the embeddings are that candidates are chosen by. p(z|x) and its gradient always use the newest parameters.',
  },
  indexRecall: {
    name: 'Recall of the index',
    short: 'Index recall',
    formula: 'recall@8 of HNSW against exact search',
    text: 'How many of the true nearest documents the approximate index finds, over the same embeddings.',
  },
  freshRecall: {
    name: 'Recall against fresh embeddings',
    short: 'Fresh recall',
    formula: 'share of the exact top 8 under the newest parameters that the serving index returns',
    text: 'What is lost by staleness and by approximation together. Low values mean that candidates are chosen by yesterday’s retriever.',
  },
  answerableShare: {
    name: 'Answerable share',
    short: 'Answerable',
    formula: 'share of held-out x with the answer in a candidate other than the source',
    text: 'Above about .55 joint training lifts retrieval; below about .3, with a high learning rate, it tends to collapse.',
  },
  stepsPerSecond: {
    name: 'Speed',
    short: 'steps/s',
    text: 'Optimiser steps per second over the last five seconds, evaluation included.',
  },
  parameters: { name: 'Parameters', text: 'Trainable numbers in retriever and reader together.' },
  vocabulary: { name: 'Vocabulary', text: 'Pieces that the tokenizer knows, special tokens included.' },
  documents: {
    name: 'Documents',
    text: 'Blocks in the index. Longer ones are cut to the document length, and counted.',
  },
  questions: {
    name: 'Questions',
    text: 'Never trained on: they measure retrieval. Only the vocabulary knows their words.',
  },
  examples: {
    name: 'Training and held-out examples',
    short: 'Training / held out',
    text: 'Sentences that training may mask, and held-out ones with a fact to mask. Every n-th subject is held out of training; its facts measure accuracy.',
  },
  adapter: {
    name: 'Adapter',
    text: 'The WebGPU adapter that trains. Losses repeat bit for bit with the same seed, adapter and kernels.',
  },
} satisfies Record<string, Definition>;

export type DefinitionKey = keyof typeof definitions;
