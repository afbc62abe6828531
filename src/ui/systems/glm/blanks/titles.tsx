/** A title from which an opening is written: the blank stands behind it. */
import type { GlmRunConfig } from '../../../../systems/glm/settings.ts';
import { useSession, useWorkbench } from '../../../context.ts';
import { ChoiceRow } from '../../../widgets/choice.tsx';
import { SelectField } from '../../../widgets/fields.tsx';
import { blank } from '../../pieces.ts';
import { useLive } from '../../use-live.ts';
import { blanksStore, fillForms } from './blanks-state.ts';
import styles from './fill.module.css';
import { useBlanks } from './use-blanks.ts';
import { useBlanksWords } from './words/use-blanks-words.ts';

/** The settings of the run whose blanks are filled; undefined where there is none. */
const useGlm = (): GlmRunConfig['glm'] | undefined =>
  useSession(({ info }) => (info?.config.system === 'glm' ? (info.config as GlmRunConfig).glm : undefined));

/** Whether the run writes openings from titles. */
export const useHasTitles = (): boolean => useGlm()?.titles ?? false;

export function FillForm() {
  const t = useBlanksWords();
  const store = blanksStore(useWorkbench());
  const form = useBlanks((state) => state.form);
  return (
    <ChoiceRow
      name="blanks-form"
      label={t.form}
      value={form}
      choices={fillForms.map((one) => [one, t.forms[one]] as const)}
      onChange={(one) => store.setState(({ moves }) => ({ form: one, text: '', shownSteps: null, moves: moves + 1 }))}
    />
  );
}

const textOf = (title: string) => `${title} ${blank}`;

export function TitleChoice() {
  const t = useBlanksWords();
  const store = blanksStore(useWorkbench());
  const text = useBlanks((state) => state.text);
  const longest = useGlm()?.length ?? 0;
  const titles = useLive(useBlanks((state) => state.desk?.titles)).answered?.answer ?? [];
  const chosen = titles.find(({ title }) => textOf(title) === text);
  return (
    <div className={styles.form}>
      <SelectField
        name="blanks-title"
        label={t.titleChoice}
        value={chosen?.title ?? t.noTitle}
        choices={titles.map(({ title, isHeldOut }) => ({
          id: title,
          label: title,
          about: isHeldOut ? t.heldOut : t.trainedOn,
        }))}
        onChange={(title) =>
          store.setState(({ how, moves }) => ({
            ...{ text: textOf(title), shownSteps: null, moves: moves + 1 },
            // an opening is longer than most blanks
            how: { ...how, maxTokens: Math.max(how.maxTokens, longest) },
          }))
        }
      />
      <p className={styles.hint}>{chosen?.isHeldOut ? t.heldOutHint : t.titleHint}</p>
    </div>
  );
}
