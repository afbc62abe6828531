/** The page of the experiments: a list, and the one that is chosen with its result. */

import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type Experiment, lackOf } from '../../experiments/experiment.ts';
import { experiments } from '../../experiments/registry.ts';
import { presets } from '../../systems/presets.ts';
import { toErrorReport } from '../../util/errors.ts';
import { chooseFiles } from '../files.ts';
import { useStrings } from '../i18n/language-context.tsx';
import { SidePage } from '../panels/side-page.tsx';
import { useCanTrain } from '../panels/start-buttons.tsx';
import { usePlaces } from '../use-places.ts';
import button from '../widgets/button.module.css';
import { Panel } from '../widgets/panel.tsx';
import { ExperimentView } from './experiment-view.tsx';
import styles from './experiments-page.module.css';
import { textsOf } from './sentences.ts';
import { useResult } from './use-result.ts';
import { useExperimentWords } from './words/use-experiment-words.ts';

/** As the address names it. */
const page = 'experiments';

/** That of the system with which it begins; what has none teaches the basics. */
function groupOf({ preset, starts = [] }: Experiment, groups: object): string {
  const first = starts[0]?.preset ?? preset;
  const id = presets.find(({ name }) => name === first)?.system.id;
  return id !== undefined && Object.hasOwn(groups, id) ? id : 'basics';
}

export function ExperimentsPage() {
  const t = useStrings();
  const words = useExperimentWords();
  const hasWebGpu = useCanTrain();
  const [{ experiment: named }, go] = usePlaces(page);
  const found = experiments.find(({ id }) => id === named);
  const chosen = found ?? experiments[0]!;
  const choose = ({ id }: Experiment) => go({ experiment: id });
  const [said, setSaid] = useState('');
  const [error, setError] = useState<string | null>(null);
  const { id } = chosen;
  const shown = useResult(id);
  const tell = (thrown: unknown) => setError(t.errorText(toErrorReport(thrown)));
  const openResult = async () => {
    setError(null);
    const [file] = await chooseFiles({ accept: '.json' });
    if (!file) return;
    const { experiment, kept } = await shown.open(file);
    choose(experiment);
    await kept;
    setSaid(words.opened(file.name));
  };
  const closeResult = async () => {
    setSaid('');
    await shown.close();
  };
  return (
    <SidePage className={styles.page} data-testid="experiments">
      <Panel
        id="experiments"
        title={t.pages.experiments}
        aside={
          <Button className={`${button.button} ${button.plain}`} onPress={() => void openResult().catch(tell)}>
            {words.open}
          </Button>
        }
      >
        <p className={styles.about}>{words.about}</p>
        {named !== undefined && !found && (
          <p className={styles.failure} role="alert">
            {t.say(t.notices.badPlace('experiment', named))}
          </p>
        )}
        {error && (
          <p className={styles.failure} role="alert">
            {error}
          </p>
        )}
        <output className={styles.said}>{said}</output>
        {Object.entries(words.groups).map(([group, title]) => (
          <section key={group} className={styles.group} aria-label={title}>
            <h3>{title}</h3>
            <ul className={styles.list}>
              {experiments
                .filter((one) => groupOf(one, words.groups) === group)
                .map((one) => (
                  <li key={one.id}>
                    <Button
                      className={`${button.button} ${one === chosen ? button.primary : button.plain}`}
                      aria-pressed={one === chosen}
                      onPress={() => choose(one)}
                    >
                      {textsOf(one, words).title}
                    </Button>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </Panel>
      <ExperimentView
        key={id}
        experiment={chosen}
        result={shown.result}
        file={shown.file}
        onClose={() => void closeResult().catch(tell)}
        canTrain={hasWebGpu && lackOf(chosen) === null}
        onSay={setSaid}
      />
    </SidePage>
  );
}
