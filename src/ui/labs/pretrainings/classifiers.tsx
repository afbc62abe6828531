/** The accuracy of every classifier with its interval, and a body to point at. */
import { armModes, armShare, bodies, type PretrainingsState } from '../../../labs/pretrainings.ts';
import { useSession } from '../../context.ts';
import { ChoiceRow } from '../../widgets/choice.tsx';
import frame from '../lab-frame.module.css';
import type { Desk } from '../use-desk.ts';
import styles from './pretrainings-lab.module.css';
import { ShareTable } from './share-table.tsx';
import { useTestedPhase } from './use-tested-phase.ts';
import { usePretrainingsWords } from './words/use-pretrainings-words.ts';

export function Classifiers({ desk: { state, edit } }: { desk: Desk<PretrainingsState> }) {
  const t = usePretrainingsWords();
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
          <ShareTable
            head={t.phase}
            rows={bodies}
            columns={armModes}
            names={{ ...t.bodies, frozen: t.frozen, trained: t.trained }}
            of={(body, mode) => armShare(classified, body, mode)}
            testId="pretrainings-arms"
          />
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
