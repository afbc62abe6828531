/** From the lab of one kind of task to that of the other. */
import { usePlaces } from '../../use-places.ts';
import { ChoiceRow } from '../../widgets/choice.tsx';
import { labsPage } from '../use-lab-address.ts';
import { useInContextWords } from './words/use-in-context-words.ts';

/** The labs of in-context learning, by their ids. */
export type TaskLab = 'in-context' | 'regression';

const labIds: readonly TaskLab[] = ['in-context', 'regression'];

export function TaskSwitch({ shown }: { shown: TaskLab }) {
  const t = useInContextWords();
  const [, go] = usePlaces(labsPage);
  return (
    <ChoiceRow
      name="in-context-lab"
      label={t.task}
      value={shown}
      choices={labIds.map((id) => [id, t.tasks[id]] as const)}
      onChange={(lab) => go({ lab })}
    />
  );
}
