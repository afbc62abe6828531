/**
 * The words of the synthetic biographies: names, values and wordings. We wrote them all, and the people do not exist.
 *
 * No word is used both as a name, as a value and in the wordings, so that each word has one role. Every word of a question also occurs in the
 * documents (except the question mark), so that a tokenizer trained on the documents knows it.
 */
import type { SpanKind } from '../tokenizer/tokens.ts';

/** One fact of a biography. In a wording `{name}` is the full name and `{value}` the answer. */
export interface Attribute {
  id: string;
  kind: SpanKind;
  /** Single capitalised words or years: each is one word token and a salient span. */
  values: readonly string[];
  /** The two wordings: 9 to 12 tokens each with the full stop, with few words in common besides the name. */
  wordings: readonly [string, string];
  /** Uses words of both wordings, so that neither wording is a copy of the question. */
  question: string;
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const firstNames = words(`
  Alma Bruno Clara Dario Edith Felix Greta Hugo Irene Jonas Karin Leon Mira Nils Olga Pavel Rosa Stefan Tilda Viktor`);

export const lastNames = words('Abbott Brandt Costa Dahl Engel Forster Grimaldi Hansen Ivarsson Keller');

/** Syllables of further surnames, for more people than the lists above have names for. */
export const syllables = words(`
  bar bel bor cam dal den dor fal fen gal gor hal har ker kol lan lor mal mer mon nar nor pel ral ros sal tam tor val ver`);

export const attributes: readonly Attribute[] = [
  {
    id: 'birthplace',
    kind: 'place',
    values: words(`
      Amsterdam Athens Baghdad Berlin Boston Brussels Cairo Chicago Dublin Geneva Hamburg Helsinki Istanbul Lisbon London
      Madrid Moscow Naples Oslo Prague Seoul Tokyo
      Budapest Delhi Munich Nairobi Riga Vienna`),
    wordings: ['{name} was born in the city of {value}.', 'The cradle of {name} once stood in the town {value}.'],
    question: 'In which town was {name} born?',
  },
  {
    id: 'birth-year',
    kind: 'date',
    values: words(`
      1931 1933 1936 1938 1940 1942 1943 1945 1947 1949 1950 1952 1954 1957 1959 1961 1964 1966 1968 1971 1974 1977
      1929 1934 1955 1962 1969 1979`),
    wordings: ['The birth of {name} fell in the year {value}.', '{name} came into the world during {value}.'],
    question: 'Which is the year in which {name} came into the world?',
  },
  {
    id: 'employer',
    kind: 'organisation',
    values: words(`
      Altavia Brightwell Cortexa Dynamo Elektra Fairmont Globex Harborline Inditron Junova Kestrel Lumina Meridian Nortek
      Optima Pinnacle Quantex Redstone Solaris Tessera Unitek Vertigo
      Axiona Celestia Fortuna Novacom Polaris Zenith`),
    wordings: [
      '{name} earns a good salary from the company {value}.',
      'The firm {value} employs {name} at its main office.',
    ],
    question: 'Which company employs {name} at a good salary?',
  },
  {
    id: 'language',
    kind: 'other',
    values: words(`
      Arabic Bengali Catalan Czech Danish Dutch Estonian Finnish Greek Hebrew Hindi Icelandic Japanese Korean Latvian Maltese
      Polish Russian Swahili Swedish Turkish Welsh
      Basque Hungarian Irish Mongolian Norwegian Thai`),
    wordings: [
      '{name} studied the language {value} at an evening school.',
      'Among old friends {name} can chat freely in {value}.',
    ],
    question: 'Which language can {name} chat in among friends?',
  },
  {
    id: 'country',
    kind: 'place',
    values: words(`
      Albania Argentina Austria Bolivia Brazil Bulgaria Canada Chile Croatia Cuba Ecuador Egypt Ghana India Kenya Malta Mexico
      Morocco Nepal Norway Peru Portugal
      Jamaica Japan Romania Senegal Tunisia Vietnam`),
    wordings: [
      '{name} spent a long holiday in the country {value}.',
      'Last summer {name} crossed the border of {value} by train.',
    ],
    question: 'In which country was the summer holiday of {name}?',
  },
  {
    id: 'dog',
    kind: 'other',
    values: words(`
      Bandit Biscuit Buster Caramel Cookie Dusty Fluffy Ginger Jasper Lucky Muffin Nugget Pepper Pickle Rusty Scout Shadow
      Snoopy Sparky Tango Waffle Ziggy
      Bubbles Domino Maple Oreo Pumpkin Snowball`),
    wordings: [
      '{name} keeps a small brown dog called {value}.',
      '{value} is the name of the puppy which {name} walks.',
    ],
    question: 'By which name is the dog of {name} called?',
  },
];
