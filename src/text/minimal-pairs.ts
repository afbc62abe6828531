/**
 * A probe set: what a language model has learned by kind. Each sentence has one blank, a word that fits and one that fits less (minimal pairs, as in BLiMP:
 * Warstadt et al. 2020). We wrote them all, in common words of the corpora that come with the playground.
 *
 * Sentences stand in mirrored twos: the right word of one is the wrong word of the other. A model that always prefers the same of two words, e.g. the more
 * frequent or the shorter one, and does not read the sentence has exactly half of them right.
 */

export const pairKinds = ['facts', 'syntax', 'coreference', 'topic', 'sentiment', 'reasoning', 'arithmetic'] as const;
export type PairKind = (typeof pairKinds)[number];

export interface MinimalPair {
  kind: PairKind;
  /** The sentence up to the blank, and behind it. */
  before: string;
  after: string;
  /** What fits into the blank, and what fits less: of coreference, topic and sentiment it is unlikely there, not ungrammatical. */
  right: string;
  wrong: string;
}

/** Where the blank is in the sentences below. */
const blank = '___';

/** Two sentences; the first word fits into the first sentence alone, the second into the second. */
type Mirrored = readonly [first: string, second: string, firstWord: string, secondWord: string];

const mirrored: Readonly<Record<PairKind, readonly Mirrored[]>> = {
  // all true of the world
  facts: [
    ['Oslo is in ___.', 'Nairobi is in ___.', 'Norway', 'Kenya'],
    ['Cairo is in ___.', 'Tokyo is in ___.', 'Egypt', 'Japan'],
    ['Lisbon is in ___.', 'Vienna is in ___.', 'Portugal', 'Austria'],
    ['The language of Egypt is ___.', 'The language of Norway is ___.', 'Arabic', 'Norwegian'],
    ['The language of Tokyo is ___.', 'The language of Istanbul is ___.', 'Japanese', 'Turkish'],
  ],
  // the article before a vowel, word classes, and agreement of the verb
  syntax: [
    ['The city was an ___ town.', 'The city was a ___ town.', 'old', 'small'],
    ['The dog came ___ the school.', 'The dog was in ___ school.', 'from', 'the'],
    ['The school ___ the town was good.', 'The school ___ in the town.', 'of', 'was'],
    ['Our guests ___ late.', 'My sister ___ late.', 'were', 'was'],
    ['They ___ written to us.', 'She ___ written to us.', 'have', 'has'],
  ],
  // the pronoun of the only person that is named
  coreference: [
    ['My sister read ___ book.', 'My uncle read ___ book.', 'her', 'his'],
    ['My aunt put ___ coat on the chair.', 'My uncle put ___ coat on the chair.', 'her', 'his'],
    ['My daughter left because ___ had to.', 'My son left because ___ had to.', 'she', 'he'],
    ['My grandmother said that ___ would come.', 'My uncle said that ___ would come.', 'she', 'he'],
    ['If you know my aunt, ask ___.', 'If you know my uncle, ask ___.', 'her', 'him'],
  ],
  // another word of the same topic
  topic: [
    [
      'The referee and the ___ were on the front page.',
      'The mayor and the ___ were on the front page.',
      'coach',
      'minister',
    ],
    [
      'Everyone was talking about the storm and the ___.',
      'Everyone was talking about the molecule and the ___.',
      'wind',
      'atom',
    ],
    ['First came the snow, then the ___.', 'First came the election, then the ___.', 'rain', 'vote'],
    [
      'The reporter asked about the team and the ___.',
      'The reporter asked about the laboratory and the ___.',
      'player',
      'experiment',
    ],
    ['We heard about the match and the ___.', 'We heard about the senate and the ___.', 'goal', 'party'],
  ],
  // a judgement that agrees with those before it
  sentiment: [
    ['The film was lovely, charming and ___.', 'The film was dull, poor and ___.', 'excellent', 'awful'],
    [
      'We found the service delightful, wonderful and ___.',
      'We found the service boring, horrible and ___.',
      'superb',
      'dreadful',
    ],
    ['What a brilliant, beautiful, ___ concert!', 'What a dreary, mediocre, ___ concert!', 'splendid', 'terrible'],
    [
      'The story was great, fantastic and even ___.',
      'The story was lousy, miserable and even ___.',
      'pleasant',
      'tedious',
    ],
    [
      'The room was lovely and pleasant. All in all, it was ___.',
      'The room was awful and dreadful. All in all, it was ___.',
      'good',
      'bad',
    ],
  ],
  // what follows from the sentence
  reasoning: [
    [
      'My uncle came before my sister, so it was my ___ who came last.',
      'My sister came before my uncle, so it was my ___ who came last.',
      'sister',
      'uncle',
    ],
    [
      'My aunt came before my uncle, so the last was my ___.',
      'My uncle came before my aunt, so the last was my ___.',
      'uncle',
      'aunt',
    ],
    [
      'The box is in the library, the note is in the box, and the coat is in the hall, so the note is in the ___.',
      'The box is in the hall, the note is in the box, and the coat is in the library, so the note is in the ___.',
      ...(['library', 'hall'] as const),
    ],
    [
      'My son or my daughter came, but not my son, so it was my ___.',
      'My son or my daughter came, but not my daughter, so it was my ___.',
      'daughter',
      'son',
    ],
    [
      'My aunt is from the north and my uncle is from the south, so from the south came my ___.',
      'My aunt is from the south and my uncle is from the north, so from the south came my ___.',
      'uncle',
      'aunt',
    ],
  ],
  arithmetic: [
    ['One and one is ___.', 'One and two is ___.', 'two', 'three'],
    ['Two and one is ___.', 'Three and one is ___.', 'three', 'four'],
    ['Two and two is ___.', 'Two and three is ___.', 'four', 'five'],
    ['Five and five is ___.', 'Ten and two is ___.', 'ten', 'twelve'],
    ['Half of four is ___.', 'Half of ten is ___.', 'two', 'five'],
  ],
};

const pairOf = (kind: PairKind, text: string, right: string, wrong: string): MinimalPair => {
  const [before, after] = text.split(blank) as [string, string];
  return { kind, before, after, right, wrong };
};

/** Ten of each kind, in the order of the kinds; mirrored ones stand side by side. */
export const minimalPairs: readonly MinimalPair[] = pairKinds.flatMap((kind) =>
  mirrored[kind].flatMap(([first, second, one, other]) => [
    pairOf(kind, first, one, other),
    pairOf(kind, second, other, one),
  ]),
);
