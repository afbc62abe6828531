/** The lab *Positions*: words that change places, with position codes and without, the codes themselves, and the table of a model that trains. */
import { inOrder, positionsLab, wordsOf } from '../../../labs/positions.ts';
import { LabFrame } from '../lab-frame.tsx';
import { useDesk } from '../use-desk.ts';
import { Codes } from './codes.tsx';
import { Order } from './order.tsx';
import { Trained } from './trained.tsx';
import { usePositionsWords } from './words/use-positions-words.ts';

export function PositionsLab() {
  const { text, firstSentence } = usePositionsWords();
  // the sentence of the language in which the lab is opened
  const desk = useDesk(positionsLab, { text: firstSentence, order: inOrder(wordsOf(firstSentence).length) });
  return (
    <LabFrame lab={positionsLab} text={text} desk={desk}>
      <Order desk={desk} />
      <Codes desk={desk} />
      <Trained desk={desk} />
    </LabFrame>
  );
}
