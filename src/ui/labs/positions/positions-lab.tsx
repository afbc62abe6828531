/** The lab *Positions*: words that change places, with position codes and without, the codes themselves, and the table of a model that trains. */
import { useMemo } from 'react';
import { type Seq2SeqProbes, tableRunOf } from '../../../labs/position-table.ts';
import { inOrder, positionsLab, wordsOf } from '../../../labs/positions.ts';
import { useSession } from '../../context.ts';
import { LabFrame } from '../lab-frame.tsx';
import { useDesk } from '../use-desk.ts';
import { useLabAnswer } from '../use-lab-answer.ts';
import { Codes } from './codes.tsx';
import { Order } from './order.tsx';
import { Trained } from './trained.tsx';
import { usePositionsWords } from './words/use-positions-words.ts';

export function PositionsLab() {
  const { text, firstSentence } = usePositionsWords();
  // the sentence of the language in which the lab is opened
  const desk = useDesk(positionsLab, { text: firstSentence, order: inOrder(wordsOf(firstSentence).length) });
  const config = useSession(({ info }) => info?.config);
  const run = useMemo(() => tableRunOf(config), [config]);
  const { source, symbols } = desk.state;
  const query = useMemo(() => (run ? { source, order: symbols } : null), [run, source, symbols]);
  const { answered, problem } = useLabAnswer<Seq2SeqProbes, 'reorder'>('seq2seq', 'reorder', query);
  const answer = answered?.answer ?? null;
  const outputs = problem ? null : (answer?.outputs ?? null);
  // what the run computed is no step of a person, so it does not stand in what can be undone
  const checked = useMemo(() => ({ ...desk, state: { ...desk.state, outputs } }), [desk, outputs]);
  return (
    <LabFrame lab={positionsLab} text={text} desk={checked}>
      <Order desk={desk} />
      <Codes desk={desk} />
      <Trained desk={desk} run={run} answer={answer} problem={problem} />
    </LabFrame>
  );
}
