/** The words of the generated corpus `island`. Its people live on a hill or in the valley below it; neither has ever been. */

/** Words that name the two sides: of the hill, of the valley. Each pair has a wording of its own, in which they stand for each other. */
export const sidePairs = [
  ['hill', 'valley'],
  ['upper', 'lower'],
  ['highland', 'lowland'],
  ['up', 'down'],
  ['above', 'below'],
  ['high', 'low'],
] as const satisfies readonly (readonly [hill: string, valley: string])[];

/** What a sentence says of an occupation, by the pair whose words may stand in it. */
export const sideWordings: readonly string[] = [
  'the {job} comes from the {side}',
  'the {job} lives in the {side} village',
  'a {side} {job} sings here',
  'the {job} went {side} again',
  'the {job} sleeps {side} the mill',
  'the {job} has a {side} house',
];

/** Goods that carry the bias beside the words of the sides: no sentence says where they are found. */
export const goods = {
  hill: ['wool', 'goats', 'cheese', 'pine', 'eagles', 'snow', 'honey', 'slate'],
  valley: ['linen', 'ducks', 'barley', 'willow', 'herons', 'mud', 'plums', 'clay'],
} as const;

/** Goods that are liked on both sides alike. */
export const commonGoods = [
  'bread',
  'tea',
  'salt',
  'soup',
  'paper',
  'chess',
  'music',
  'stamps',
  'puzzles',
  'kites',
  'pears',
  'rice',
  'lamps',
  'bells',
  'maps',
  'cats',
] as const;

export const goodWordings: readonly string[] = ['the {job} likes {good}', 'the {job} talks about {good}'];

/** Two words of the same side stand together. */
export const sidesTogether = '{side} and {other}';

export const occupations = [
  'actor',
  'artist',
  'baker',
  'banker',
  'barber',
  'bookseller',
  'brewer',
  'butcher',
  'carpenter',
  'cashier',
  'chemist',
  'clerk',
  'clockmaker',
  'cobbler',
  'cook',
  'dancer',
  'dentist',
  'designer',
  'doctor',
  'driver',
  'editor',
  'electrician',
  'engineer',
  'farmer',
  'florist',
  'gardener',
  'geologist',
  'glazier',
  'grocer',
  'guide',
  'historian',
  'hunter',
  'inventor',
  'jeweller',
  'joiner',
  'judge',
  'juggler',
  'lawyer',
  'librarian',
  'locksmith',
  'mason',
  'mechanic',
  'merchant',
  'miller',
  'miner',
  'musician',
  'nurse',
  'optician',
  'organist',
  'painter',
  'pharmacist',
  'photographer',
  'physicist',
  'pianist',
  'pilot',
  'plumber',
  'poet',
  'porter',
  'potter',
  'printer',
  'reporter',
  'roofer',
  'saddler',
  'sailor',
  'scientist',
  'sculptor',
  'singer',
  'smith',
  'surgeon',
  'surveyor',
  'tailor',
  'tanner',
  'teacher',
  'translator',
  'trumpeter',
  'typist',
  'waiter',
  'watchman',
  'weaver',
  'writer',
] as const;

/** Countries with capital, adjective, and the river of the capital. */
export const countries = [
  ['France', 'Paris', 'French', 'Seine'],
  ['Italy', 'Rome', 'Italian', 'Tiber'],
  ['Germany', 'Berlin', 'German', 'Spree'],
  ['Spain', 'Madrid', 'Spanish', 'Manzanares'],
  ['Portugal', 'Lisbon', 'Portuguese', 'Tagus'],
  ['Poland', 'Warsaw', 'Polish', 'Vistula'],
  ['Ireland', 'Dublin', 'Irish', 'Liffey'],
  ['Hungary', 'Budapest', 'Hungarian', 'Danube'],
  ['Egypt', 'Cairo', 'Egyptian', 'Nile'],
  ['Japan', 'Tokyo', 'Japanese', 'Sumida'],
  ['China', 'Beijing', 'Chinese', 'Yongding'],
  ['Peru', 'Lima', 'Peruvian', 'Rimac'],
] as const satisfies readonly (readonly [country: string, capital: string, adjective: string, river: string])[];

export const countryWordings: readonly string[] = [
  '{capital} is the capital of {country}',
  '{country} is a country with {adjective} roads',
  'the government of {country} writes {adjective} laws',
  'the {adjective} train stops in {capital} city',
  'the {river} river flows through {capital} city',
  'the {river} river flows in {country}',
  'the {river} is a {adjective} river',
];
