/** The text with its spans marked, the order in which they are written, and how well they are predicted now. */
import type { Moment } from '../../../../run/records.ts';
import { blankModes, type GlmSample } from '../../../../systems/glm/probes.ts';
import type { GlmRunConfig } from '../../../../systems/glm/settings.ts';
import { useSession, useSystem, useWorkbench } from '../../../context.ts';
import { useFormats, useStrings } from '../../../i18n/language-context.tsx';
import { ActionButton } from '../../../widgets/action-button.tsx';
import { ChoiceRow } from '../../../widgets/choice.tsx';
import { Defined } from '../../../widgets/definitions.tsx';
import { NextIcon, PreviousIcon } from '../../../widgets/icons.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { closes, joinPieces } from '../../pieces.ts';
import { nextBlockAction, previousBlockAction, redrawAction } from '../blanks-actions.ts';
import { BlankMark, BlankNumber } from './blank-mark.tsx';
import { blanksStore } from './blanks-state.ts';
import styles from './source.module.css';
import { sourceParts } from './spans.ts';
import { useBlanks } from './use-blanks.ts';
import { useBlanksWords } from './words/use-blanks-words.ts';

/** A model that gives its targets this mean loss, nats, or more does not fill blanks yet. */
const notYetLoss = 1;

function Controls() {
  const t = useBlanksWords();
  const block = useBlanks((state) => state.block);
  const blocks = useSession((state) => state.info?.facts.blocks);
  return (
    <div className={styles.controls}>
      <span className={styles.position} data-testid="blanks-block">
        {blocks === undefined ? t.block(block + 1) : t.blockOf(block + 1, blocks)}
      </span>
      <ActionButton action={previousBlockAction} kind="quiet" icon={<PreviousIcon />} />
      <ActionButton action={nextBlockAction} kind="quiet" icon={<NextIcon />} />
      <ActionButton action={redrawAction} kind="quiet" showKeys />
    </div>
  );
}

function Losses({ losses }: Pick<GlmSample, 'losses'>) {
  const t = useBlanksWords();
  const format = useFormats();
  const vocabulary = useSession((state) => state.info?.facts.vocabulary);
  const objective = useSession(({ info }) => (info?.config as GlmRunConfig | undefined)?.glm.objective) ?? 'glm';
  const known = losses.filter((loss) => loss !== null);
  if (known.length === 0) return null;
  const mean = known.reduce((a, b) => a + b) / known.length;
  return (
    <>
      <p className={styles.facts}>
        <Defined is={t.definitions.loss}>
          <span data-testid="blanks-loss">{t.meanLoss(format.number(mean, 2), known.length)}</span>
        </Defined>
        {vocabulary !== undefined && <span>{t.chance(format.number(Math.log(vocabulary), 2))}</span>}
      </p>
      {mean >= notYetLoss && (
        <p className={styles.warning} data-testid="blanks-not-yet">
          {objective === 'glm' ? t.notYet : t.otherObjective(objective)}
        </p>
      )}
    </>
  );
}

export function Source({ sample, at }: { sample: GlmSample; at: Moment | null }) {
  const all = useStrings();
  const t = useBlanksWords();
  const system = useSystem();
  const store = blanksStore(useWorkbench());
  const mode = useBlanks((state) => state.mode);
  const { source, spans, losses } = sample;
  const masked = spans.reduce((sum, { start, end }) => sum + end - start, 0);
  return (
    <Panel id="blanks" title={t.source} aside={<Controls />}>
      <p className={styles.source} data-testid="blanks-source">
        {sourceParts(sample).map(({ tokens, span }, i) => {
          const text = joinPieces(tokens);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
            <span key={i}>
              {i > 0 && !closes(text) && ' '}
              {span === null ? text : <BlankMark number={span + 1}>{text}</BlankMark>}
            </span>
          );
        })}
      </p>
      <div className={styles.below}>
        <ChoiceRow
          name="blanks-mode"
          label={t.mode}
          value={mode}
          choices={blankModes.map((one) => [one, all.systems.glm.blanks.modes[one]] as const)}
          onChange={(one) => store.setState(({ moves }) => ({ mode: one, moves: moves + 1 }))}
        />
        <p className={styles.order}>
          {t.order}{' '}
          {spans.map(({ start, end }, i) => (
            <span key={start} className={styles.chip}>
              <BlankNumber number={i + 1} />
              {joinPieces(source.slice(start, end))}
            </span>
          ))}
        </p>
      </div>
      <p className={styles.facts}>
        {at && <span data-testid="blanks-moment">{all.atStep(all.phaseName(system, at.phase), at.step)}</span>}
        <span>{t.masked(masked, source.length, Math.round((100 * masked) / Math.max(1, source.length)))}</span>
      </p>
      <Losses losses={losses} />
    </Panel>
  );
}
