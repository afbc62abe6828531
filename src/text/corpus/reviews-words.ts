/**
 * The words and wordings of the generated reviews and reports. We wrote them all.
 *
 * Adjectives (and key words of a topic) are of three groups. Those of `verdict` stand in texts with and without a verdict. Those of `train` and
 * `test` are in the labelled sentences of that split; here they stand in texts without a verdict only, beside words of the same label. So no
 * text says how an adjective of a labelled sentence is judged, but which words go together can be learned.
 */

/** Words that carry a label, by group. */
export interface SignalWords {
  verdict: readonly string[];
  train: readonly string[];
  test: readonly string[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Adjectives of reviews by label. */
export const adjectives: Readonly<Record<'positive' | 'negative', SignalWords>> = {
  positive: {
    verdict: words('lovely superb pleasant excellent charming splendid'),
    train: words('delightful marvellous brilliant wonderful beautiful'),
    test: words('terrific fantastic great magnificent enjoyable'),
  },
  negative: {
    verdict: words('dull awful poor dreadful terrible tedious'),
    train: words('boring horrible dreary mediocre appalling'),
    test: words('tiresome lousy dismal miserable disappointing'),
  },
};

/** Key words of reports by label. */
export const keyWords: Readonly<Record<'sports' | 'politics' | 'science' | 'weather', SignalWords>> = {
  sports: {
    verdict: words('team match coach goal player league'),
    train: words('goalkeeper tournament stadium referee striker marathon'),
    test: words('sprinter championship defender relay penalty medal'),
  },
  politics: {
    verdict: words('minister parliament election vote senate party'),
    train: words('mayor cabinet ballot treaty governor candidate'),
    test: words('president coalition referendum campaign senator embassy'),
  },
  science: {
    verdict: words('laboratory experiment atom cell telescope theory'),
    train: words('microscope molecule gene chemist particle planet'),
    test: words('physicist bacterium fossil enzyme galaxy electron'),
  },
  weather: {
    verdict: words('rain storm cloud wind snow frost'),
    train: words('thunder drizzle hail breeze fog sunshine'),
    test: words('blizzard heatwave lightning sleet mist gust'),
  },
};

/** What is reviewed, and which of its parts a review may speak of. */
export const reviewed: readonly { thing: string; parts: readonly string[] }[] = [
  { thing: 'film', parts: words('plot cast score ending dialogue scene') },
  { thing: 'book', parts: words('story style ending dialogue opening cover') },
  { thing: 'restaurant', parts: words('meal service menu dessert view room') },
  { thing: 'hotel', parts: words('breakfast service garden view room pool') },
  { thing: 'concert', parts: words('song programme sound hall opening singer') },
  { thing: 'museum', parts: words('tour exhibition garden building collection guide') },
  { thing: 'play', parts: words('cast plot set ending dialogue score') },
  { thing: 'lecture', parts: words('opening speaker programme hall story discussion') },
];

/** Sentences of a review: {part} and {thing} of it, {adjective}, and {a} for the article before it. */
export const reviewWordings: readonly string[] = [
  'The {part} was {adjective}.',
  'The {part} of the {thing} was {adjective}.',
  'We found the {part} {adjective}.',
  'I thought the {part} was quite {adjective}.',
  'My brother called the {part} {adjective}.',
  'It was a really {adjective} {thing}.',
  'There was something {adjective} about the {part}.',
  'What {a} {adjective} {part}!',
  'The {part} seemed {adjective} to everyone at our table.',
  'In my opinion the {part} was {adjective}.',
  'It had {a} {adjective} {part}, like the last time.',
  'Even the {part} turned out to be {adjective}.',
  'Nothing was as {adjective} as the {part}.',
  'The first hour was {adjective}, and so was the {part}.',
  'People around us said that the {part} was {adjective}.',
  'From beginning to end, the {part} stayed {adjective}.',
  'My friends still talk about that {adjective} {part}.',
  'They promised {a} {adjective} {thing} and that is what we got.',
  'For once the {part} looked {adjective}.',
  'Such {a} {adjective} {part} is rare.',
  'After an hour the {part} became {adjective}.',
  'The critics wrote that the {part} was {adjective}.',
  'How {adjective} the {part} was!',
  'You will remember this {adjective} {thing} for years.',
];

/** Sentences of a report: {key} and {other} are key words of its topic. */
export const reportWordings: readonly string[] = [
  'Everyone was talking about the {key}.',
  'The news began with the {key} and ended with the {other}.',
  'A picture of the {key} was on the front page.',
  'Nobody had expected the {key} this year.',
  'We heard about the {key} on the radio.',
  'The {key} surprised many people.',
  'My brother read a long article about the {key}.',
  'The reporter asked about the {key} and the {other}.',
  'First came the {key}, then the {other}.',
  'On Friday the paper printed a story about the {key}.',
  'A woman at the station had seen the {key}.',
  'There was more about the {key} on page two.',
  'Without the {key} there would be no {other}.',
  'Some people worry about the {key}.',
  'In the evening the {key} was forgotten.',
  'The children drew the {key} at school.',
  'A film about the {key} was shown last night.',
  'Experts explained the {key} to the public.',
  'The {key} was in the headlines until Sunday.',
  'Three letters to the editor were about the {key}.',
  'I had never thought much about the {key}.',
  'The {key} mattered more than the {other}.',
];

/** Last sentences of some reviews, by what takes the place of {verdict}. */
export const reviewVerdicts: readonly {
  wording: string;
  verdicts: Readonly<Record<'positive' | 'negative', string>>;
}[] = [
  { wording: 'All in all, it was {verdict}.', verdicts: { positive: 'good', negative: 'bad' } },
  { wording: 'Our advice is to {verdict}.', verdicts: { positive: 'go soon', negative: 'stay away' } },
];

/** Last sentences of some reports; {verdict} is the name of the topic. */
export const reportVerdicts: readonly string[] = [
  'This report was about {verdict}.',
  'You will find it on the pages for {verdict}.',
];
