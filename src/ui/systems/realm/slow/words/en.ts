/** Words of the page Slow motion, in English: one step taken apart, earlier moments, and what changed. They are loaded with the page. */
import { count, whole } from '../../../../i18n/en/numbers.ts';

export const en = {
  heading: 'One step in slow motion',
  stagesLabel: 'Parts of the step',
  about: {
    retriever:
      'The retriever embeds the masked sentence x and every document z. The inner product is the score f(x,z); a softmax over the candidates makes it p(z|x).',
    reader:
      'The reader reads x beside each candidate and guesses the masked words: p(y|z,x). Weighted by p(z|x), the guesses add up to p(y|x).',
    gradient:
      'r(z) is the derivative of what training raises, log p(y|x) or its mean over the masked tokens, with respect to f(x,z). Documents that helped more than the average are pulled, the others pushed.',
    update:
      'The run takes one training step. Then the same example with the same candidates is read again with the new parameters.',
    refresh: 'The index is built from the parameters as they are now, and searched with the same query as before.',
  } satisfies Record<string, string>,
  updateLatest: 'This example is of the latest batch: the step has trained on the examples of the next one.',
  /** Two batches are searched for ahead. */
  refreshNote:
    'From here on the run retrieves from this index: a run that is not refreshed by hand goes another way. The next two batches keep the candidates that were found before.',
  batch: 'Batch',
  batches: { next: 'of the next step', latest: 'of the latest step' },
  position: (index: number, of: number) => `${whole(index)} of ${whole(of)}`,
  working: {
    reading: 'Reading the example …',
    training: 'Taking one step …',
    refreshing: 'Building the index …',
  },
  paused: 'Training was paused for this page. Press Play to go on.',
  running: 'Training is going on. Pause it to look at the next step.',
  none: {
    run: 'No run is open.',
    runText: 'Slow motion takes a step of a real run apart. Open one: the recorded run is ready in some seconds.',
    joint: 'There is nothing to retrieve from yet.',
    jointText: (phase: string, steps: number) =>
      `The run is in the phase ${phase}. The first index is built when joint training begins, in ${count(steps, 'step', 'steps')}.`,
    step: 'The run is finished.',
    stepText: 'There is no next step. Start a new run, or resume one that is not finished.',
    batch: 'This batch has no example to read.',
    batchText: 'The latest batch is not known right after a run was opened. Take the batch of the next step.',
  },
  columns: {
    says: 'The reader says',
    before: 'Before',
    after: 'After',
    moved: '‖Δe_z‖, cosine',
    rank: 'Rank',
  },
  table: (stage: string) => `${stage}: the candidates`,
  numbers: {
    title: 'Numbers of this part',
    query: '‖Δe_x‖, cosine',
    snapshot: 'Index of step',
    took: 'Time',
    tookText: (embed: string, build: string) => `${embed} embedding, ${build} building`,
    kept: 'Found again',
  },
  came: 'new',
  went: 'gone',
  scales:
    'Numbers and bars of Δf leave out the shift that all candidates share, since it changes no probability. The bars of predicted and actual have scales of their own: compare sign and order.',
  bars: 'Bar: after the step. Frame: before it.',

  changed: {
    title: 'What changed',
    recorded: 'This is the recorded run.',
    text: 'One held-out example, which training never masks, at two moments.',
    needsTwo: 'Two moments with the same held-out example are needed. The run keeps them while it trains.',
    table: 'Candidates at both moments',
    curves: 'Curves at both moments',
    phases:
      'The loss of one phase is another quantity than that of the next: such values are not compared across phases.',
    measure: 'Measure',
  },
};

export type SlowWords = typeof en;
