/**
 * Short sentences about an invented island, for word vectors. Its people live on a hill or in the valley. That an occupation belongs to one of the sides
 * is a bias that we plant: how strong it is for each occupation is drawn by the seed, so it is known, and it says nothing about people.
 */
import { Prng } from '../../util/prng.ts';
import type { Corpus, Document } from './corpus.ts';
import {
  commonGoods,
  countries,
  countryWordings,
  goods,
  goodWordings,
  occupations,
  sidePairs,
  sidesTogether,
  sideWordings,
} from './island-words.ts';

export interface IslandOptions {
  /** Sentences about each occupation and each country. */
  sentences: number;
  /** From 0, no bias, to 1, where the most biased occupations stand with the words of one side only. */
  strength: number;
  seed: number;
}

export interface PlantedOccupation {
  word: string;
  /** The plant, from −1 (valley) to 1 (hill): a side in a sentence is the hill with probability (1 + strength · degree) / 2. */
  degree: number;
  /** Whether the goods of its sentences lean like its sides; otherwise the words of the sides are the only trace. */
  hasTraces: boolean;
}

/** Occupations with traces in other words, and as many without. */
const perKind = occupations.length / 2;
/** No occupation is nearer to 0. */
const leastDegree = 0.25;

/** Of the sentences about an occupation: those that name a side, and those that name goods which may carry the bias. The others name goods of its own. */
const sideShare = 0.25;
const goodShare = 0.45;
/** How many of the common goods are an occupation's own, so that occupations differ in more than the plant. */
const ownGoods = 3;
/** Sentences with two words of one side, to each sentence about an occupation. */
const togetherShare = 15;

const goodsOf = [goods.hill, goods.valley] as const;

/** 40 occupations with traces, then 40 without. Both kinds have the same degrees, evenly spaced from ±.25 to ±1, in a random order. */
export function plantedOccupations(seed: number): PlantedOccupation[] {
  const prng = Prng.fork(seed, 'plant');
  const words = prng.shuffle([...occupations]);
  const half = perKind / 2;
  const positive = Array.from({ length: half }, (_, i) => leastDegree + ((1 - leastDegree) * i) / (half - 1));
  const degrees = [...positive, ...positive.map((degree) => -degree)];
  return [true, false].flatMap((hasTraces, kind) =>
    prng.shuffle([...degrees]).map((degree, i) => ({ word: words[kind * perKind + i]!, degree, hasTraces })),
  );
}

/** A document an occupation, one that names the sides, and one a country. Each sentence ends with a full stop; a seed and a strength make one text. */
export function generateIsland({ sentences, strength, seed }: IslandOptions): Corpus {
  const documents: Document[] = plantedOccupations(seed).map((planted) => {
    const lines = occupationLines(planted, sentences, strength, Prng.fork(seed, planted.word));
    return { id: `island-${planted.word}`, title: planted.word, text: written(lines) };
  });
  documents.push({ id: 'island-sides', title: 'hill and valley', text: written(sideLines(sentences, seed)) });
  for (const facts of countries) {
    const [country] = facts;
    documents.push({ id: `island-${country}`, title: country, text: written(countryLines(facts, sentences, seed)) });
  }
  return {
    manifest: {
      id: 'island',
      title: 'An invented island, with a planted bias',
      licence: 'CC0-1.0',
      source: `generated: seed ${seed}, strength ${strength}`,
      documents: documents.length,
      questions: 0,
      language: 'en',
    },
    documents,
    questions: [],
  };
}

function occupationLines(
  { word, degree, hasTraces }: PlantedOccupation,
  count: number,
  strength: number,
  prng: Prng,
): string[] {
  const drawSide = (): 0 | 1 => (prng.uniform() < (1 + strength * degree) / 2 ? 0 : 1);
  const own = prng.shuffle([...commonGoods]).slice(0, ownGoods);
  const line = (): string => {
    const kind = prng.uniform();
    if (kind < sideShare) {
      const pair = prng.int(sidePairs.length);
      return sideWordings[pair]!.replace('{side}', sidePairs[pair]![drawSide()]);
    }
    const all = kind >= sideShare + goodShare ? own : hasTraces ? goodsOf[drawSide()] : commonGoods;
    return prng.pick(goodWordings).replace('{good}', prng.pick<string>(all));
  };
  return Array.from({ length: count }, () => line().replace('{job}', word));
}

function sideLines(sentences: number, seed: number): string[] {
  const prng = Prng.fork(seed, 'sides');
  return Array.from({ length: togetherShare * sentences }, () => {
    const side = prng.int(2);
    const [one, other] = prng.shuffle([...sidePairs]);
    return sidesTogether.replace('{side}', one![side]!).replace('{other}', other![side]!);
  });
}

/** Each of its facts as often as the others. */
function countryLines([country, capital, adjective, river]: (typeof countries)[number], count: number, seed: number) {
  const stated = countryWordings.map((wording) =>
    Object.entries({ country, capital, adjective, river }).reduce(
      (line, [name, value]) => line.replace(`{${name}}`, value),
      wording,
    ),
  );
  return Prng.fork(seed, country).shuffle(Array.from({ length: count }, (_, i) => stated[i % stated.length]!));
}

const written = (lines: readonly string[]): string =>
  lines.map((line) => `${line[0]!.toUpperCase()}${line.slice(1)}.`).join(' ');
