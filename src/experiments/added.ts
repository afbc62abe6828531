/** What REALM adds to a retriever that would otherwise go on with ICT: two losses, each on or off, and two readers. */
import type { Experiment } from './experiment.ts';
import { repeatable } from './paper.ts';

export const whatRealmAdds: Experiment = {
  id: 'what-realm-adds',
  title: 'What REALM adds',
  claim:
    'Joint training lifts retrieval above its start. Shown here with the control that such a lift needs: ICT continued for the same steps.',
  expectation:
    'ICT alone lifts R@1, REALM beside ICT lifts it by .012 to .024 more, and REALM in place of ICT by less than ICT: so a prototype measured on this text. An oracle reader, which knows in which documents the answer stands (p(y|z,x) = .5 there, 1e-4 elsewhere), stands in for a perfect one; it is no bound.',
  preset: 'atlas-ict',
  settings: repeatable,
  measures: ['recallAt1', 'recallAt5', 'heldOutRecallAt1', 'accuracy'],
  arms: [
    { id: 'start', title: 'neither: before joint training', settings: { 'joint.steps': 0 } },
    { id: 'ict', title: 'ICT continued', settings: { 'joint.ictWeight': 1, 'joint.realmWeight': 0 } },
    {
      id: 'realm',
      title: 'REALM',
      control: 'ict',
      settings: { 'joint.ictWeight': 0, 'joint.realmWeight': 1 },
      expected: { recallAt1: 'lower' },
    },
    {
      id: 'both',
      title: 'REALM and ICT',
      control: 'ict',
      settings: { 'joint.ictWeight': 1, 'joint.realmWeight': 1 },
      expected: { recallAt1: 'higher' },
    },
    {
      id: 'realm-oracle',
      title: 'REALM with an oracle reader',
      control: 'ict',
      settings: { 'joint.ictWeight': 0, 'joint.realmWeight': 1, 'joint.reader': 'oracle' },
    },
    {
      id: 'both-oracle',
      title: 'REALM with an oracle reader, and ICT',
      control: 'ict',
      settings: { 'joint.ictWeight': 1, 'joint.realmWeight': 1, 'joint.reader': 'oracle' },
      expected: { recallAt1: 'higher' },
    },
  ],
};
