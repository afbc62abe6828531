/** Definitions of the numbers of the index page, and what leads to it, in English. Its other words are loaded with it (index-view/words). */

export const index = { title: 'Index', measure: 'Measure now' };
