/** Words of the page *Prompt* that are needed before it is loaded, in English; the others stand in `prompt/words`. */
export const prompt = {
  title: 'Prompt',
  next: 'Next block',
  previous: 'Previous block',
};

export type PromptNames = typeof prompt;
