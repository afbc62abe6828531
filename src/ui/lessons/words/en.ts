/** Words of the list and the panel of the lessons, in English. They are loaded with it. */

export const en = {
  about:
    'Each lesson uses the page itself: you predict first, then look, then do. The first eight are about REALM: most of them show the recording, and nothing is trained. Those about LLaRA and GLM train a small model.',
  minutes: (n: number) => `${n} min`,
  exercisesDone: (done: number, of: number) => `${done} of ${of} done`,
  panel: 'Lesson',
  part: (part: number, of: number) => `Part ${part} of ${of}`,
  nextLesson: (title: string) => `Next lesson: ${title}`,
  prediction: 'Predict first',
  right: 'That is right.',
  wrong: 'Not quite: the marked choice is right.',
  exercise: 'Try it',
  notYet: 'not yet',
  done: 'done',
  ownRun: 'Your own run is on screen, so the page does not show the recording that this part is about.',
  otherTab: 'Open this part in another tab',
  needsModels: 'This part asks the models themselves, so a run must be open.',
  needsRun:
    'This lesson is about a run of its own preset, which is chosen: train it, or open it without training and train later.',
  otherRun: 'A run of another system is on screen: put it aside, which can be undone.',
  opening: 'The models are being opened.',
  withoutWebGpu:
    'This part needs models that can be asked, and this browser offers no WebGPU. The prediction works here, too.',
};

export type LessonWords = typeof en;
