/**
 * The words and wordings of the generated reviews and reports. We wrote them all.
 *
 * Adjectives (and key words of a topic) are of three groups. Those of `own` stand here alone; those of `train` and `test` are in the labelled sentences of
 * that split, too. All of them stand in texts with and without a verdict, beside words of the same label: the labelled sentences of one split say
 * nothing about the words of the other, but these texts do.
 */

/** Words that carry a label, by group. */
export interface SignalWords {
  own: readonly string[];
  train: readonly string[];
  test: readonly string[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Adjectives of reviews by label. */
export const adjectives: Readonly<Record<'positive' | 'negative', SignalWords>> = {
  positive: {
    own: words('lovely superb pleasant excellent charming splendid'),
    train: words('delightful marvellous brilliant wonderful beautiful'),
    test: words('terrific fantastic great magnificent enjoyable'),
  },
  negative: {
    own: words('dull awful poor dreadful terrible tedious'),
    train: words('boring horrible dreary mediocre appalling'),
    test: words('tiresome lousy dismal miserable disappointing'),
  },
};

/** Key words of reports by label. */
export const keyWords: Readonly<Record<'sports' | 'politics' | 'science' | 'weather', SignalWords>> = {
  sports: {
    own: words('team match coach goal player league'),
    train: words('goalkeeper tournament stadium referee striker marathon'),
    test: words('sprinter championship defender relay penalty medal'),
  },
  politics: {
    own: words('minister parliament election vote senate party'),
    train: words('mayor cabinet ballot treaty governor candidate'),
    test: words('president coalition referendum campaign senator embassy'),
  },
  science: {
    own: words('laboratory experiment atom cell telescope theory'),
    train: words('microscope molecule gene chemist particle planet'),
    test: words('physicist bacterium fossil enzyme galaxy electron'),
  },
  weather: {
    own: words('rain storm cloud wind snow frost'),
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

/**
 * Sentences of a review: {part} and {thing} of it, {adjective}, {another} and {third} of the same label, and {a} for the article before {adjective}. Three
 * adjectives stand side by side: with longer and more varied sentences of one or two a small model did not find in 750 steps which of them go together.
 */
export const reviewWordings: readonly string[] = [
  'The {part} was {adjective}, {another} and {third}.',
  '{Adjective}, {another}, {third}: that was the {part}.',
  'We found the {part} {adjective}, {another} and {third}.',
  'What {a} {adjective}, {another}, {third} {thing}!',
  'In my opinion the {part} was {adjective}, {another} and even {third}.',
  'It was {a} {adjective}, {another} and {third} {thing}.',
];

/** Sentences of a report: {key} and {other} are key words of its topic. */
export const reportWordings: readonly string[] = [
  'The {key} and the {other} were on the front page.',
  'Everyone was talking about the {key} and the {other}.',
  'My brother read a long article about the {key} and the {other}.',
  'The news began with the {key} and ended with the {other}.',
  'Nobody had expected the {key} this year.',
  'We heard about the {key} on the radio.',
  'The reporter asked about the {key} and the {other}.',
  'First came the {key}, then the {other}.',
  'There was more about the {key} on page two.',
  'Without the {key} there would be no {other}.',
  'The children drew the {key} at school.',
  'A film about the {key} was shown last night.',
  'Three letters to the editor were about the {key}.',
  'The {key} mattered more than the {other}.',
];

/** Sentences that carry no label, in reviews and reports alike: so that a text has words which say nothing about it. */
export const asides: readonly string[] = [
  'She told me so before we left.',
  'He has been here every week since May.',
  'Only one of them could tell us which it was.',
  'Who would do such a thing?',
  'My neighbour put both letters back into the box.',
  'Their old house is under the bridge, next to the library.',
  'We had two hours and no idea what to do.',
  'Can you show me the way to the town hall?',
  'I know her, but not his daughter.',
  '“Let us call them,” she said, “because they may be late.”',
  'If you ask him, he will say no.',
  'It took the whole morning and half of the next day.',
  'When the door was open, you could hear the noise of the street.',
  'They should have written to us again.',
  'Each of the twins kept a diary.',
  'One word: no.',
  'My sister sat behind me, and my uncle stood at the window.',
  'With a few lines more, the page would be full.',
  'The owner came out and asked what we wanted.',
  'From there it is a long way to the sea.',
  'I would not say so, yet many do.',
  'Our guests came by bus and left by train.',
  'Whoever knows the price, please tell the others.',
  'How could this happen in a small village?',
  'Never mind, said the driver.',
  'You must see it for yourself.',
  'My aunt named her dog after an old king.',
  'Nothing has changed since then, or so they say.',
  'The twelve of us were tired, but it was only ten.',
  'Some of it I had read in a magazine before.',
  'He put his coat on the chair and took the best place.',
  'She wrote an essay of three pages in half a minute.',
  'Is it hard to find? It is not.',
  'At breakfast and at dinner we had the same table.',
  'Has anybody ever been to the other side of the river?',
  'That is all that I can remember of it.',
  'The clerk gave us a number and a list with five names.',
  'They live in a new part of the city, near the harbour.',
  'To be fair, we came as late as everybody else.',
  'I left a note for those who could not come.',
  'Because of the holiday there was little to do in town.',
  'My daughter plays the piano, my son the violin.',
  'Thanks to a friend we had four tickets.',
  'What she meant by that, he did not explain.',
  'Last month we moved from the north to the south.',
  'On the wall there is a photo of my grandmother as a girl.',
  'For years nobody had lived on the hill.',
  'We will go there again in the spring.',
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
