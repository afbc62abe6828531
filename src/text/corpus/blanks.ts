/**
 * Contexts for filling blanks: two people, one attribute, and what each has, stated twice in different words. Whatever is taken out of a text can be
 * told from the rest of it: a value or a name stands once more in another sentence. Values are drawn anew for each text, so nothing can be known by heart.
 */
import { RetrogradError } from '../../util/errors.ts';
import { Prng } from '../../util/prng.ts';
import { sentence } from '../../util/sentence.ts';
import type { SalientSpan } from '../tokenizer/tokens.ts';
import { peopleOf } from './bios.ts';
import { attributes } from './bios-words.ts';
import { blankWordings } from './blanks-words.ts';
import type { Corpus, Document } from './corpus.ts';

export interface BlanksOptions {
  /** In ten circles, or fewer of at least four; both people of a text are of one circle. */
  people: number;
  /** Number of documents. */
  texts: number;
  seed: number;
}

/** Circles that people are divided into, if there are enough of them. */
const mostCircles = 10;
const fewestInCircle = 4;

/**
 * Documents of 30 words and marks, four sentences each; `subject` is the circle of its people, so people are held out by circles. Their `spans` are names and values.
 *
 * @throws RetrogradError `bad-option` if an option is out of range
 */
export function generateBlanks({ people, texts, seed }: BlanksOptions): Corpus {
  if (people < fewestInCircle) {
    throw new RetrogradError(
      'bad-option',
      sentence`blanks.people is ${people}: give a whole number of ${fewestInCircle} or more.`,
    );
  }
  const names = [...peopleOf({ people, attributes: 2, seed })].map(({ first, last }) => `${first} ${last}`);
  const circles = Math.min(mostCircles, Math.floor(people / fewestInCircle));
  const share = (total: number, circle: number) => Math.floor((circle * total) / circles);
  const documents: Document[] = [];
  for (let circle = 0; circle < circles; circle++) {
    const prng = Prng.fork(seed, `circle ${circle}`);
    const ofCircle = names.slice(share(people, circle), share(people, circle + 1));
    const count = share(texts, circle + 1) - share(texts, circle);
    for (let i = 0; i < count; i++) {
      const number = documents.length + 1;
      documents.push({ id: `blanks-${number}`, subject: `circle-${circle + 1}`, ...write(ofCircle, prng) });
    }
  }
  return {
    manifest: {
      id: 'blanks',
      title: `${texts.toLocaleString('en')} short texts about ${people.toLocaleString('en')} people who never lived`,
      licence: 'CC0-1.0',
      source: `generated: seed ${seed}, ${people} people, ${texts} texts`,
      documents: documents.length,
      questions: 0,
      language: 'en',
    },
    documents,
    questions: [],
  };
}

/** Two people of a circle with different values of one attribute; the order of the sentences is random. */
function write(circle: readonly string[], prng: Prng): Pick<Document, 'title' | 'text' | 'spans'> {
  const people = prng.shuffle([...circle]).slice(0, 2);
  const attribute = prng.pick(attributes);
  const values = prng.shuffle([...attribute.values]).slice(0, 2);
  const stated = people.flatMap((name, i) =>
    blankWordings[attribute.id]!.map((wording) => ({ name, value: values[i]!, wording })),
  );
  const spans: SalientSpan[] = [];
  let text = '';
  for (const { name, value, wording } of prng.shuffle(stated)) {
    if (text) text += ' ';
    for (const part of wording.split(/(\{name\}|\{value\})/)) {
      const piece = part === '{name}' ? name : part === '{value}' ? value : part;
      const kind = part === '{name}' ? 'person' : part === '{value}' ? attribute.kind : null;
      if (kind) spans.push({ start: text.length, end: text.length + piece.length, kind });
      text += piece;
    }
  }
  return { title: people.join(', '), text, spans };
}
