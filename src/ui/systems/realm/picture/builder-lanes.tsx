/** Trainer and index builder as two lanes: what each does now, and when parameters went to the builder and an index came back. */
import { useRef } from 'react';
import { useSession, useSystem } from '../../../context.ts';
import { useStrings } from '../../../i18n/language-context.tsx';
import { Defined } from '../../../widgets/definitions.tsx';
import { useWidth } from '../../../widgets/use-width.ts';
import { useRealmConfig } from '../stores.ts';
import { realmMetric } from '../words/realm-words.ts';
import styles from './builder-lanes.module.css';
import { ageAt, type BuilderState, builderState, handOvers } from './serving.ts';
import type { PictureWords } from './words/en.ts';
import { usePictureWords } from './words/use-picture-words.ts';

/** What the builder does, in one or two sentences. */
export function builderSentences(state: BuilderState, t: PictureWords['lanes']): string[] {
  const next = (step: number | null) => (step === null ? t.noNext : t.next(step));
  switch (state.does) {
    case 'nothing':
      return [t.nothing];
    case 'first':
      return [t.first];
    case 'build':
      if (state.stage === 'requested') return [t.requested(state.from)];
      if (state.stage === 'building') return [t.building(state.from)];
      return [t.embedding(state.from, state.done, state.total)];
    case 'wait':
      return [
        state.last ? t.returned(state.last.requestedAtStep, state.last.swappedAtStep!) : t.notYet,
        next(state.next),
      ];
    case 'recover':
      return [t.failed(state.at), next(state.next)];
    default:
      return state satisfies never;
  }
}

const lane = { trainer: 8, builder: 44, height: 12 };
const height = 64;
/** How many refreshes the lanes look back. */
const shownRefreshes = 3;

function Drawing({ width }: { width: number }) {
  const t = usePictureWords().lanes;
  const config = useRealmConfig();
  const refreshes = useSession((state) => state.refreshes);
  const now = useSession((state) => state.now);
  const step = now?.phase === 'joint' ? now.step : 0;
  const every = config.joint.refreshEvery || config.joint.steps;
  const from = Math.max(0, step - shownRefreshes * every);
  const to = Math.max(from + every, Math.min(config.joint.steps, step + every));
  const x = (at: number) => ((at - from) / (to - from)) * (width - 8) + 4;
  const between = (a: number, b: number) => ({
    x: x(Math.max(from, a)),
    width: Math.max(0, x(b) - x(Math.max(from, a))),
  });
  return (
    <svg width={width} height={height} className={styles.drawing} aria-hidden="true">
      <rect className={styles.base} {...between(from, to)} y={lane.trainer} height={lane.height} />
      <rect className={styles.base} {...between(from, to)} y={lane.builder} height={lane.height} />
      <rect className={styles.trained} {...between(from, step)} y={lane.trainer} height={lane.height} />
      {handOvers(refreshes, from, step).map(({ sent, building, back }) => (
        <g key={sent} data-testid="hand-over">
          <title>{t.handOver(sent, back)}</title>
          <rect
            className={styles.embeds}
            {...between(sent, building ?? back ?? step)}
            y={lane.builder}
            height={lane.height}
          />
          {building !== null && (
            <rect
              className={styles.builds}
              {...between(building, back ?? step)}
              y={lane.builder}
              height={lane.height}
            />
          )}
          {sent >= from && (
            <path
              className={styles.sent}
              d={`M${x(sent)} ${lane.trainer + lane.height}V${lane.builder - 6}m-3.5 0h7l-3.5 6z`}
            />
          )}
          {back !== null && back >= from && (
            <path
              className={styles.back}
              d={`M${x(back) + 6} ${lane.builder}V${lane.trainer + lane.height + 6}m-3.5 0h7l-3.5 -6z`}
            />
          )}
        </g>
      ))}
      <line className={styles.now} x1={x(step)} x2={x(step)} y1={2} y2={height - 2} />
    </svg>
  );
}

export function BuilderLanes() {
  const all = useStrings();
  const system = useSystem();
  const t = usePictureWords().lanes;
  const { joint } = useRealmConfig();
  const now = useSession((state) => state.now);
  const refreshes = useSession((state) => state.refreshes);
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host);
  const age = now && ageAt(refreshes, now);
  const state = builderState(refreshes, now, joint);
  const trainer = now ? [t.trains(all.phaseName(system, now.phase), now.step)] : [t.noTrainer];
  if (age !== null) trainer.push(t.serves(age));
  return (
    <section className={styles.lanes} aria-label={t.title} data-testid="builder-lanes" data-does={state.does}>
      <p>
        <Defined is={realmMetric('partTrainer')} className={styles.name!}>
          {t.trainer}
        </Defined>{' '}
        {trainer.join(all.betweenSentences)}
      </p>
      <div ref={host} className={styles.host}>
        {width > 0 && <Drawing width={width} />}
      </div>
      <p>
        <Defined is={realmMetric('partBuilder')} className={styles.name!}>
          {t.builder}
        </Defined>{' '}
        {builderSentences(state, t).join(all.betweenSentences)}
      </p>
      <p className={styles.legend} aria-hidden="true">
        <span className={styles.keySent}>{t.sent}</span>
        <span className={styles.keyBack}>{t.back}</span>
      </p>
    </section>
  );
}
