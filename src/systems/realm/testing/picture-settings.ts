/** The run in the documentation's pictures, as an address names it. */

/** A smaller `bios` that has learnt something to show after a few minutes on a slow machine. */
export const pictureSettings = [
  'preset=bios',
  'bios.people=60',
  'ict.steps=150',
  'warmup.steps=300',
  'warmup.batch=32',
  'joint.steps=240',
  'joint.batch=8',
  'evaluation.every=40',
  'evaluation.examples=32',
  'evaluation.questions=100',
];
