/** Invented examples for scripted runs. Their p(z|x), p(y|z,x), p(z|y,x) and r(z) fulfil the equations of the paper exactly. */
import type { Moment } from '../../../run/records.ts';
import { softmax } from '../../../util/softmax.ts';
import type { CandidateView, ExampleView, LexicalCandidate } from '../views.ts';

interface Fact {
  sentence: string;
  answer: string;
  source: string;
  documents: [title: string, text: string][];
}

const facts: Fact[] = [
  {
    sentence: 'Nadia Okonkwo spent her working life as a cartographer in the harbour town of Trondheim.',
    answer: 'Trondheim',
    source: 'Nadia Okonkwo: career',
    documents: [
      ['Nadia Okonkwo', 'The maps of Nadia Okonkwo were all drawn in Trondheim. She kept one lamp and three windows.'],
      ['Nadia Okonkwo', 'Nadia Okonkwo was born in 1911. Her first teacher was a surveyor.'],
      ['Halvar Lindqvist', 'Halvar Lindqvist moved his workshop to Trondheim. He repaired barometers.'],
      ['Nadia Okonkwo', 'Nadia Okonkwo played the viola. She owned a tabby called Meridian.'],
      ['Ines Carvalho', 'Ines Carvalho worked as a cartographer in Porto. Her atlases are in the city library.'],
      ['Tomas Verbeek', 'Tomas Verbeek was a lighthouse keeper by trade. He lived near Bergen.'],
      ['Ruth Adeyemi', 'Ruth Adeyemi studied in Leiden. She spoke four languages and wrote in two.'],
    ],
  },
  {
    sentence: 'In 1937 the botanist Pavel Horak described a moss that glows under the ice.',
    answer: '1937',
    source: 'Pavel Horak: discoveries',
    documents: [
      ['Pavel Horak', 'Pavel Horak found his glowing moss in 1937. The jar still stands in Brno.'],
      ['Pavel Horak', 'Pavel Horak lived in Brno. He walked to the institute on every day of the year.'],
      ['Mirela Stan', 'Mirela Stan was born in 1937. She became a glaciologist.'],
      ['Pavel Horak', 'Pavel Horak was a botanist. His herbarium holds nine thousand sheets.'],
      ['Joao Teixeira', 'Joao Teixeira described a fern in 1952. He named it after his sister.'],
      ['Edda Falk', 'Edda Falk photographed ice for forty winters. None of the plates survive.'],
      ['Omar Haddad', 'Omar Haddad taught botany in Fez. His pupils called him the gardener.'],
    ],
  },
  {
    sentence: 'The favourite instrument of Leila Marchetti was the cello, which she learnt from a neighbour.',
    answer: 'cello',
    source: 'Leila Marchetti: music',
    documents: [
      ['Leila Marchetti', 'Leila Marchetti is remembered for her cello. It is kept in Ferrara.'],
      ['Leila Marchetti', 'Leila Marchetti was a chemist. She worked with dyes.'],
      ['Anton Brandl', 'Anton Brandl played the cello. He was born in Graz.'],
      ['Leila Marchetti', 'Leila Marchetti studied in Bologna. Her neighbour was a luthier.'],
      ['Sunniva Aas', 'Sunniva Aas learnt the harp from an aunt. She performed in Oslo.'],
      ['Yusuf Demir', 'Yusuf Demir built organs. Three are still played on Sundays.'],
      ['Clara Nakamura', 'Clara Nakamura loved the oboe. Her reeds were made of river cane.'],
    ],
  },
];

export const exampleCount = 12;

/** The i-th example as a retriever of this skill (0 … 1) would see it. */
export function fakeExample(index: number, skill: number, { phase, step }: Moment): ExampleView {
  const wrapped = ((index % exampleCount) + exampleCount) % exampleCount;
  const fact = facts[wrapped % facts.length]!;
  const at = fact.sentence.indexOf(fact.answer);
  const documents: [string, string][] = [['', ''], ...fact.documents];
  const wobble = (i: number) => Math.sin(1.7 * i + wrapped + step / 40) * 0.35;
  const scores = documents.map(([, text], i) => {
    if (i === 0) return 0.9 - 1.5 * skill + wobble(i);
    return (text.includes(fact.answer) && i === 1 ? 0.7 + 2.9 * skill : 1.1 - 0.13 * i) + wobble(i);
  });
  const likelihoods = documents.map(([, text], i) => {
    const holds = text.includes(fact.answer);
    const own = i === 1;
    return Math.min(0.995, holds ? (own ? 0.5 + 0.46 * skill : 0.11) : i === 0 ? 0.021 : 0.008 + 0.004 * ((i * 7) % 5));
  });
  const priors = softmax(scores);
  const marginal = priors.reduce((sum, prior, i) => sum + prior * likelihoods[i]!, 0);
  const order = priors
    .map((_, i) => i)
    .slice(1)
    .sort((a, b) => priors[b]! - priors[a]!);
  const candidates: CandidateView[] = [0, ...order].map((i) => {
    const [title, text] = documents[i]!;
    const answerAt = text.indexOf(fact.answer);
    const posterior = (priors[i]! * likelihoods[i]!) / marginal;
    return {
      document: i === 0 ? null : `fake-${wrapped}-${i}`,
      title,
      text,
      answers: answerAt >= 0 ? [{ start: answerAt, end: answerAt + fact.answer.length }] : [],
      score: scores[i]!,
      prior: priors[i]!,
      likelihood: likelihoods[i]!,
      posterior,
      gradient: posterior - priors[i]!,
      utility: Math.log(likelihoods[i]! / likelihoods[0]!),
      predictions: [
        { text: answerAt >= 0 ? fact.answer : 'bergen', probability: answerAt >= 0 ? likelihoods[i]! : 0.21 },
        { text: 'porto', probability: 0.04 },
        { text: 'leiden', probability: 0.02 },
      ],
      lexicalRank: i === 0 ? null : i,
    };
  });
  // the order of `documents` is BM25's, as `lexicalRank` says
  const lexical = order
    .map((i, rank): [number, LexicalCandidate] => {
      const { document, title, text, answers } = candidates[rank + 1]!;
      return [i, { document: document!, title, text, answers, score: 9 - i, learnedRank: rank + 1 }];
    })
    .sort(([a], [b]) => a - b)
    .map(([, candidate]) => candidate);
  return {
    phase,
    step,
    count: exampleCount,
    index: wrapped,
    heldOut: wrapped % 2 === 1,
    sourceDocument: fact.source,
    sentence: fact.sentence,
    masked: [{ start: at, end: at + fact.answer.length, text: fact.answer }],
    query: Array.from({ length: 64 }, (_, i) => 2 * Math.sin(1.3 * i * (wrapped + 1) + skill)),
    logMarginal: Math.log(marginal),
    candidates,
    lexical,
  };
}
