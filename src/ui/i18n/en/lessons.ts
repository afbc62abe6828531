/** Words around the lessons. Their own texts stand in `src/lessons`. */

export const lessons = {
  title: 'Lessons',
  about:
    'Each lesson uses the page itself: you predict first, then look, then do. Most of them show the recording, and nothing is trained.',
  minutes: (n: number) => `${n} min`,
  exercisesDone: (done: number, of: number) => `${done} of ${of} done`,
  panel: 'Lesson',
  part: (part: number, of: number) => `Part ${part} of ${of}`,
  next: 'Next part',
  back: 'Previous part',
  close: 'Close the lesson',
  nextLesson: (title: string) => `Next lesson: ${title}`,
  prediction: 'Predict first',
  right: 'That is right.',
  wrong: 'Not quite: the marked choice is right.',
  exercise: 'Try it',
  notYet: 'not yet',
  done: 'done',
  ownRun: 'Your own run is on screen, so the page does not show the recording that this part is about.',
  putAside: 'Put the run aside',
  otherTab: 'Open this part in another tab',
  needsModels: 'This part asks the models themselves, so a run must be open.',
  opening: 'The models are being opened.',
  withoutWebGpu:
    'This part needs models that can be asked, and this browser offers no WebGPU. The prediction works here, too.',
};
