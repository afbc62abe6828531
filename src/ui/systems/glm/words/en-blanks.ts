/** Words of the page *Blanks* that are needed before it is loaded, in English; the others stand in `blanks/words`. */
export const blanks = {
  title: 'Blanks',
  next: 'Next block',
  previous: 'Previous block',
  redraw: 'Draw other blanks',
  show: (mode: string) => `Blanks: ${mode}`,
  modes: { token: 'spans', sentence: 'sentences', document: 'one long span' },
  back: 'One token back',
  further: 'One token further',
  fromStart: 'From the start',
};

export type BlanksNames = typeof blanks;
