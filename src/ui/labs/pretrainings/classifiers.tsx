/** The accuracy of every classifier with its interval, and a body to point at. */
import { armModes, armShare, bodies, type PretrainingsState } from '../../../labs/pretrainings.ts';
import { useSession } from '../../context.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { ChoiceRow } from '../../widgets/choice.tsx';
import frame from '../lab-frame.module.css';
import type { Desk } from '../use-desk.ts';
import styles from './pretrainings-lab.module.css';
import { useTestedPhase } from './use-tested-phase.ts';
import { usePretrainingsWords } from './words/use-pretrainings-words.ts';

export function Classifiers({ desk: { state, edit } }: { desk: Desk<PretrainingsState> }) {
  const t = usePretrainingsWords();
  const format = useFormats();
  const labels = useSession(({ info }) => (info?.config as { classifier?: { labels: number } })?.classifier?.labels);
  const { classified } = state.answers;
  const { progress } = useTestedPhase('classifier');
  return (
    <section className={frame.part} aria-labelledby="pretrainings-classifiers">
      <h3 id="pretrainings-classifiers" className={frame.name}>
        {t.classifiers}
      </h3>
      {classified && labels ? (
        <>
          <p className={styles.hint}>{t.labels(labels, classified.sentences)}</p>
          <table className={styles.figures} data-testid="pretrainings-arms">
            <thead>
              <tr>
                <th scope="col">{t.phase}</th>
                {armModes.map((mode) => (
                  <th key={mode} scope="col">
                    {t[mode]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {bodies.map((body) => (
                <tr key={body}>
                  <th scope="row">{t.bodies[body]}</th>
                  {armModes.map((mode) => {
                    const found = armShare(classified, body, mode);
                    return (
                      <td key={mode}>
                        {found
                          ? `${format.share(found.share, 2)} (${format.share(found.low, 2)} – ${format.share(found.high, 2)})`
                          : t.none}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
          <ChoiceRow
            name="pretrainings-pointed"
            label={t.point}
            value={state.pointed ?? ''}
            choices={bodies.map((body) => [body, t.bodies[body]] as const)}
            onChange={(body) => edit({ pointed: body as PretrainingsState['pointed'] })}
          />
        </>
      ) : (
        <p className={styles.hint}>{t.unmeasured[progress]}</p>
      )}
    </section>
  );
}
