/**
 * What each of REALM's numbers on the screen is: its name, its formula, and one to three sentences. Formulas and sentences say what
 * holds for the configuration of the run on screen.
 */

import { defaultBm25 } from '../../../../index/bm25-settings.ts';
import { recallDepth } from '../../../../index/recall.ts';
import type { RealmConfig } from '../../../../systems/realm/settings.ts';
import type { Definition } from '../../../i18n/definition.ts';
import { ordinal } from '../../../i18n/en/numbers.ts';
import type { metrics as index } from '../index-view/words/en-metrics.ts';
import type { metrics as lab } from '../lab/words/en-metrics.ts';
import type { metrics as picture } from '../picture/words/en-metrics.ts';
import type { metrics as slow } from '../slow/words/en-metrics.ts';
import { isPerToken, isWeighted } from './objective.ts';
import { scoreFormula } from './score-formula.ts';

const keyed = <K extends string>(
  table: Record<K, Definition<RealmConfig>>,
): Readonly<Record<K, Definition<RealmConfig>>> => table;

function scoreText({ realm: { scoreScale, temperature }, retriever: { projection } }: RealmConfig): string {
  const scale = {
    sqrt: `, divided by the square root of their dimension d = ${projection}`,
    linear: `, divided by their dimension d = ${projection}`,
    none: ', not divided by their dimension',
  }[scoreScale];
  const tail = temperature === 1 ? ' The temperature is 1.' : ` The temperature is τ = ${temperature}.`;
  return `The inner product of the embeddings of query and document${scale}.${tail}`;
}

/** Entropy of no opinion: all k candidates are equally likely. */
function entropyText({ realm: { candidates: k } }: RealmConfig): string {
  return `How undecided the retriever is between the ${k} candidates: log ${k} ≈ ${Math.log(k).toFixed(2)} means that all are equally likely, 0 is certainty.`;
}

/** The negative logarithm that joint training makes small. */
const jointLoss = (config: RealmConfig) =>
  isPerToken(config) ? '−mean over j of log Σ p(z|x) p(y_j|z,x)' : '−log Σ p(z|x) Π p(y_j|z,x)';

/** What the null document is needed for. */
const withNull = (text: string) => (config: RealmConfig) =>
  config.realm.nullDocument ? text : `${text} This run has no null document, so there is no value.`;

const masked: Record<RealmConfig['masking']['strategy'], string> = {
  salient: 'salient spans',
  uniform: 'uniformly drawn tokens',
  'random-span': 'random spans',
};

export const metrics = keyed({
  prior: {
    name: 'Retrieval probability',
    short: 'p(z|x)',
    plain: 'retrieval probability',
    formula: 'p(z|x) = exp f(x,z) / Σ exp f(x,z′)',
    text: ({ realm: { candidates, nullDocument } }) =>
      `How likely the retriever thinks document z helps with x: a softmax of the scores over at most ${candidates} candidates${nullDocument ? ', the null document among them' : '; this run has no null document'}. It is computed with the newest parameters.`,
  },
  likelihood: {
    name: 'Reader’s probability of the answer',
    short: 'p(y|z,x)',
    plain: 'answer after reading z',
    formula: 'p(y|z,x) = Π p(y_j|z,x)',
    text: 'How likely the reader finds the masked words when it reads document z beside x: the product over the masked tokens.',
  },
  gradient: {
    name: 'Gradient signal',
    short: 'r(z)',
    plain: 'gradient signal',
    formula: (config) =>
      isPerToken(config)
        ? 'r(z) = mean over j of [p(y_j|z,x) / p(y_j|x) − 1] · p(z|x)'
        : 'r(z) = [p(y|z,x) / p(y|x) − 1] · p(z|x)',
    text: (config) =>
      `The derivative of ${isPerToken(config) ? 'the mean of log p(y_j|x) over the masked tokens' : 'log p(y|x)'} with respect to the score of z, read from the backward pass. Positive: the retriever moves towards this document. The sum over all candidates is zero. Bars have one scale, from −1 to 1, for every example.`,
  },
  gradientSum: {
    name: 'Sum of the gradient signal',
    short: 'Σ r(z)',
    formula: (config) =>
      isPerToken(config)
        ? 'Σ r(z) = mean over j of Σ p(z|y_j,x) − Σ p(z|x) = 1 − 1 = 0'
        : 'Σ r(z) = Σ p(z|y,x) − Σ p(z|x) = 1 − 1 = 0',
    text: 'What one document gains the others lose. A value larger than rounding error would be a bug.',
  },
  posterior: {
    name: 'Posterior of the document',
    short: 'p(z|y,x)',
    formula: 'p(z|y,x) = p(y|z,x) · p(z|x) / p(y|x)',
    text: 'How likely it is that document z was the helpful one, once the answer is known. r(z) is this minus p(z|x).',
  },
  meanPosterior: {
    name: 'Posterior of the document, mean over the tokens',
    short: 'mean p(z|y_j,x)',
    formula: 'mean over j of p(z|y_j,x) = p(y_j|z,x) · p(z|x) / p(y_j|x)',
    text: 'How likely it is that document z was the helpful one, once one masked token is known, mean over the masked tokens. This run trains on each token by itself, so r(z) is this minus p(z|x).',
  },
  score: { name: 'Score', short: 'f(x,z)', formula: scoreFormula, text: scoreText },
  utility: {
    name: 'Retrieval utility of the document',
    short: 'RU(z|x)',
    plain: 'retrieval utility',
    formula: 'RU(z|x) = log p(y|z,x) − log p(y|∅,x)',
    text: withNull(
      'How much document z helps the reader compared with the null document, in nats. Negative: it misleads.',
    ),
  },
  marginal: {
    name: 'Marginal likelihood',
    short: 'p(y|x)',
    plain: 'probability of the answer',
    formula: 'p(y|x) = Σ p(y|z,x) · p(z|x)',
    text: (config) =>
      `How likely the whole model finds the masked words: the reader’s probabilities with all candidates, weighted by the retriever. Training raises ${isPerToken(config) ? 'the mean of log p(y_j|x) over the masked tokens' : 'its logarithm'}.`,
  },
  predictions: {
    name: 'The reader’s guesses',
    short: 'guesses',
    text: 'The most probable pieces at the first mask when the reader has this document beside x.',
  },
  lexicalRank: {
    name: 'Rank by BM25',
    short: 'BM25 rank',
    formula: 'rank of z when documents are sorted by BM25 for the words left in x',
    text: ({ realm }) =>
      `Where plain word matching would put this document. ${realm.otherLanguage ? 'Documents in the language of x are left out' : `The source of x is ${realm.allowTrivial ? 'ranked as well' : 'left out'}`}. A dash: not among the best thousand, or no word shared.`,
  },
  bm25: {
    name: 'BM25 score',
    short: 'BM25',
    plain: 'word matching',
    formula: 'Σ idf(t) · tf / (tf + k₁ (1 − b + b · |z| / mean length))',
    text: ({ lexical }) =>
      `The lexical baseline in Lucene’s form, k₁ = ${defaultBm25.k1} and b = ${defaultBm25.b}, over the ${lexical.analyzer === 'english' ? 'English stems' : 'tokens'} of title and body: rare words that query and document share count most.`,
  },
  learnedRank: {
    name: 'Rank by the learned retriever',
    short: 'p(z|x) rank',
    plain: 'rank by the retriever',
    text: 'The rank of this document among the candidates of the learned retriever. A dash: it is no candidate.',
  },
  exampleUtility: {
    name: 'Retrieval utility',
    short: 'RU',
    plain: 'retrieval utility',
    formula: 'RU = mean over the masks of log p(y_j|x) − log p(y_j|∅,x)',
    text: withNull('How much retrieval helps with this mask compared with reading the null document, in nats.'),
  },
  exampleNull: {
    name: 'Probability of the null document',
    short: 'p(null)',
    plain: 'retrieves nothing',
    formula: 'p(∅|x)',
    text: withNull('How much the retriever prefers to retrieve nothing for this mask.'),
  },
  marginalPredictions: {
    name: 'What the whole model says',
    short: 'says',
    formula: 'Σ p(z|x) p(·|z,x)',
    text: 'The most probable pieces at each mask: the reader’s probabilities with all candidates, weighted by the retriever.',
  },
  loss: {
    name: 'Loss',
    formula: (config) =>
      isWeighted(config)
        ? `joint: ${config.joint.realmWeight} · (${jointLoss(config)}) + ${config.joint.ictWeight} · ICT`
        : `joint: ${jointLoss(config)}`,
    text: (config) =>
      `What the current phase minimises, mean over the batch, in nats: contrast within the batch in ICT, cross-entropy of the masked words in warm-up, the negative log marginal likelihood in joint training${isPerToken(config) ? ', where all masks of the batch count the same' : ''}. Losses of different phases cannot be compared.`,
  },
  lossParts: {
    name: 'Losses of joint training',
    formula: ({ joint }) => `${joint.realmWeight} · REALM + ${joint.ictWeight} · ICT`,
    text: 'What the loss of joint training is the sum of, before the weights, in nats. Where the weight of REALM is 0, ICT is merely continued.',
  },
  realmLoss: {
    name: 'Loss of REALM',
    short: 'REALM',
    formula: (config) => jointLoss(config),
    text: 'How badly the masked words are predicted, mean over the batch, in nats.',
  },
  ictLoss: {
    name: 'Loss of ICT',
    short: 'ICT',
    formula: '−log of the softmax of f(q,d) over the batch, at the block of the query',
    text: 'How badly a sentence finds the block that it was taken from among those of the other sentences, mean over the batch, in nats.',
  },
  retrievalUtility: {
    name: 'Retrieval utility',
    short: 'RU',
    plain: 'retrieval utility',
    formula: 'RU = mean over the masks of log p(y_j|x) − log p(y_j|∅,x)',
    text: (config) =>
      withNull(
        `How much retrieval helps compared with reading the null document, in nats. The line is the training batch${isPerToken(config) ? ', in which all masks count the same' : ''}, the dots are held-out facts.${config.warmup.substitution > 0 ? ' Substitution in warm-up makes the reader forget what it knows without documents, which raises this number.' : ''}`,
      )(config),
  },
  nullProbability: {
    name: 'Probability of the null document',
    short: 'p(null)',
    plain: 'retrieves nothing',
    formula: 'p(∅|x), mean over the batch or the held-out examples',
    text: withNull(
      'How much the retriever prefers to retrieve nothing. When it climbs to 1, retrieval has collapsed: documents no longer help the reader.',
    ),
  },
  recallAt1: {
    name: 'Recall at 1',
    short: 'R@1',
    plain: 'the answer’s document is first',
    formula: 'R@1 = share of questions whose best document holds the answer',
    text: 'Zero-shot: the questions are never trained on. The document must be one that is known to hold the answer.',
  },
  recallAt5: {
    name: 'Recall at 5',
    short: 'R@5',
    plain: 'it is among the first five',
    formula: 'R@5 = share of questions with a right document among the best five',
    text: 'Zero-shot: the questions are never trained on.',
  },
  heldOutRecallAt1: {
    name: 'Recall at 1 of held-out subjects',
    short: 'R@1, held out',
    plain: 'first, subjects not trained on',
    formula: 'R@1 of the questions about held-out subjects',
    text: ({ evaluation: { holdOutEvery } }) =>
      `Every ${ordinal(holdOutEvery)} subject is held out: no sentence about it is masked in training. Its documents are embedded and retrieved like all others.`,
  },
  heldOutRecallAt5: {
    name: 'Recall at 5 of held-out subjects',
    short: 'R@5, held out',
    plain: 'first five, subjects not trained on',
    formula: 'R@5 of the questions about held-out subjects',
    text: ({ evaluation: { holdOutEvery } }) =>
      `Every ${ordinal(holdOutEvery)} subject is held out: no sentence about it is masked in training. Its documents are embedded and retrieved like all others.`,
  },
  lexicalRecallAt1: {
    name: 'Recall at 1 of BM25',
    short: 'BM25 R@1',
    plain: 'first by word matching',
    formula: 'share of questions whose best document by BM25 holds the answer',
    text: 'The lexical baseline over the same questions and documents. It is not trained, so it does not change.',
  },
  lexicalRecallAt5: {
    name: 'Recall at 5 of BM25',
    short: 'BM25 R@5',
    plain: 'first five by word matching',
    formula: 'share of questions with a right document among BM25’s best five',
    text: 'The lexical baseline over the same questions and documents.',
  },
  hybridRecallAt1: {
    name: 'Recall at 1 of the hybrid',
    short: 'hybrid R@1',
    plain: 'first by retriever and words together',
    formula:
      'share of questions whose best document by z(f) + z(BM25) holds the answer; z(s) = (s − mean) / standard deviation over all documents',
    text: 'The learned retriever and BM25 added with equal weights, which nothing trains. Above both of them, each finds what the other misses.',
  },
  hybridRecallAt5: {
    name: 'Recall at 5 of the hybrid',
    short: 'hybrid R@5',
    plain: 'first five by retriever and words together',
    formula: 'share of questions with a right document among the best five by z(f) + z(BM25)',
    text: 'The learned retriever and BM25 added with equal weights, over the same questions and documents.',
  },
  recall: {
    name: 'Zero-shot recall',
    short: 'Recall',
    formula: 'R@k = share of questions with a right document among the best k',
    text: 'Questions are never trained on; the retriever has learned from masked sentences only.',
  },
  heldOutAccuracy: {
    name: 'Held-out accuracy',
    short: 'Accuracy',
    formula: 'share of held-out examples with argmax p(y|x) = y at every mask',
    text: ({ masking: { strategy } }) =>
      `Names, dates and numbers in sentences about subjects that are held out: training masks no sentence about them, so they have to be retrieved or guessed. ${strategy === 'salient' ? 'They are masked as in training.' : `Training masks ${masked[strategy]}, this evaluation masks salient spans.`}`,
  },
  heldOutLogLikelihood: {
    name: 'Held-out log-likelihood',
    short: 'log p(y|x)',
    plain: 'likelihood of the answer',
    formula: 'mean of log p(y|x), nats',
    text: (config) =>
      `The logarithm of the probability of the whole answer, on facts held out of training. ${isPerToken(config) ? 'This run trains the mean over the masked tokens instead.' : isWeighted(config) ? 'It is a part of the objective of joint training.' : 'It is the objective of joint training.'}`,
  },
  entropy: {
    name: 'Entropy of retrieval',
    short: 'Entropy',
    formula: 'mean of H = −Σ p(z|x) log p(z|x), nats',
    text: entropyText,
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
    formula: ({ index }) =>
      `recall@${recallDepth} of ${index.kind === 'exact' ? 'the index' : 'HNSW'} against exact search`,
    text: ({ index }) =>
      index.kind === 'exact'
        ? 'This run searches exactly, so the value is 1.'
        : 'How many of the true nearest documents the approximate index finds, over the same embeddings. The queries are the embeddings of up to 100 documents, each of which is its own nearest as a rule: masked sentences may be found worse.',
  },
  freshRecall: {
    name: 'Recall against fresh embeddings',
    short: 'Fresh recall',
    formula: `share of the exact top ${recallDepth} under the newest parameters that the serving index returns`,
    text: ({ index }) =>
      `What is lost by ${index.kind === 'exact' ? 'staleness' : 'staleness and by approximation together'}. Low values mean that candidates are chosen by an outdated retriever.`,
  },
  answerableShare: {
    name: 'Answerable share',
    short: 'Answerable',
    formula: 'share of held-out x with the answer in a candidate other than the source',
    text: 'In a prototype on natural text: above about .55 joint training lifts retrieval; below about .3, with a high learning rate, it tends to collapse.',
  },
  crossLanguagePull: {
    name: 'Pull across languages',
    short: 'Pull',
    plain: 'towards the other language',
    formula: 'mean over the batch of Σ r(z) over z in another language that hold the answer',
    text: 'How strongly a step moves the retriever towards documents that state the fact in another language than x. Zero: none of them is among the candidates, or p(z|x) is already right.',
  },
  crossLanguageRecall: {
    name: 'Recall across languages',
    short: 'Across',
    plain: 'the fact is found in the other language',
    formula: 'share of held-out x whose best document states the fact in another language',
    text: 'Source and null document are left out. The document must be about the same subject and hold the masked words.',
  },
  blocks: {
    name: 'Blocks',
    text: ({ lengths }) =>
      `Passages that are embedded and retrieved: whole sentences of one document, as many as fit into ${lengths.document} tokens with the title.`,
  },
  examples: {
    name: 'Held-out examples measured',
    short: 'Examples',
    text: 'Held-out examples that were measured: those that have candidates.',
  },
  trainingExamples: {
    name: 'Training examples',
    text: ({ masking: { strategy } }) => `Sentences in which training may mask ${masked[strategy]}.`,
  },
  heldOutExamples: {
    name: 'Held-out examples',
    text: ({ evaluation: { holdOutEvery } }) =>
      `Sentences with a fact to mask about subjects that are held out of training: every ${ordinal(holdOutEvery)} subject. They measure accuracy.`,
  },
});

/** Also those of parts of the page that are loaded later, whose definitions come with them. */
export type RealmMetric =
  | keyof typeof metrics
  | keyof typeof index
  | keyof typeof lab
  | keyof typeof picture
  | keyof typeof slow;
