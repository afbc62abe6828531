/** Words of the page Slow motion, in English: one step taken apart, earlier moments of the run, and what changed between two of them. */

/** What leads to the page; its other words are loaded with it (slow/words). */
export const slow = {
  title: 'Slow motion',
  linkNote:
    'A link carries no run: the page opens without one, shows what changed over the recorded run, and offers to open a run.',
  stages: {
    retriever: 'Retriever',
    reader: 'Reader',
    gradient: 'Gradient',
    update: 'Update',
    refresh: 'Refresh',
  },
  actions: {
    stage: (name: string) => `Slow motion: ${name}`,
    another: 'Next step',
    goOn: 'Train to the joint phase',
  },
};
