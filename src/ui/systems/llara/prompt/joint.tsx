/** A block in the joint pass: the text, behind it the two halves that take the same positions, and the mask. */
import { useMemo } from 'react';
import type { Moment } from '../../../../run/records.ts';
import { isStart } from '../../../../state/progress.ts';
import type { LlaraJoint } from '../../../../systems/llara/probes.ts';
import { MaskGrid } from '../../../charts/mask/mask-grid.tsx';
import { useSession, useSystem, useWorkbench } from '../../../context.ts';
import { useStrings } from '../../../i18n/language-context.tsx';
import { ActionButton } from '../../../widgets/action-button.tsx';
import { NextIcon, PreviousIcon } from '../../../widgets/icons.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { TokenStrip } from '../../../widgets/token-strip.tsx';
import { nextPromptAction, previousPromptAction } from '../prompt-actions.ts';
import styles from './joint.module.css';
import { isSlot, partsOfPrompt, promptParts, tones, whyInPrompt } from './prompt-parts.ts';
import { promptStore } from './prompt-state.ts';
import { usePromptWords } from './words/use-prompt-words.ts';

interface JointProps {
  answer: LlaraJoint;
  /** The token that is lit in strips and mask; null: none. */
  lit: number | null;
  onLit(i: number | null): void;
}

function Controls({ block }: { block: number }) {
  const t = usePromptWords();
  const blocks = useSession((state) => state.info?.facts.blocks);
  return (
    <div className={styles.controls}>
      <span className={styles.position} data-testid="prompt-block">
        {blocks === undefined ? t.block(block + 1) : t.blockOf(block + 1, blocks)}
      </span>
      <ActionButton action={previousPromptAction} kind="quiet" icon={<PreviousIcon />} />
      <ActionButton action={nextPromptAction} kind="quiet" icon={<NextIcon />} />
    </div>
  );
}

export function Joint({ answer, at, lit, onLit }: JointProps & { at: Moment | null }) {
  const all = useStrings();
  const t = usePromptWords();
  const system = useSystem();
  const phases = useSession(({ measured }) => measured?.phases);
  const isUntrained = at !== null && phases !== undefined && isStart({ phases }, at);
  const { tokens, positions, parts } = answer;
  const partOf = partsOfPrompt(answer);
  const rows = [{ is: t.definitions.position, values: positions.map(String) }];
  const strip = (part: number, title: string, hasHeads: boolean) => {
    const first = partOf.indexOf(part);
    if (first < 0) return null;
    return (
      <TokenStrip
        title={title}
        tone={tones[part]!}
        tokens={tokens}
        first={first}
        end={partOf.lastIndexOf(part) + 1}
        rows={rows}
        hasHeads={hasHeads}
        isStrong={(i) => isSlot(parts[i]!)}
        lit={lit}
        onLit={onLit}
      />
    );
  };
  return (
    <Panel id="prompt" title={t.joint} aside={<Controls block={answer.block} />}>
      <div className={styles.fork} data-testid="joint">
        <div className={styles.text}>{strip(0, t.parts.text, true)}</div>
        <svg className={styles.branches} viewBox="0 0 10 10" preserveAspectRatio="none" aria-hidden="true">
          <path d="M0 5H5M10 2H5V8H10" vectorEffect="non-scaling-stroke" />
        </svg>
        <div className={styles.halves}>
          {strip(1, t.halves.self, false)}
          {strip(2, t.halves.next, false)}
        </div>
      </div>
      <p className={styles.about}>{t.about}</p>
      {at && <p className={styles.moment}>{all.atStep(all.phaseName(system, at.phase), at.step)}</p>}
      {isUntrained && <p className={styles.warning}>{t.untrained}</p>}
    </Panel>
  );
}

export function JointMask({ answer, lit, onLit }: JointProps) {
  const t = usePromptWords();
  const store = promptStore(useWorkbench());
  const { mask, tokens } = answer;
  const partOf = useMemo(() => partsOfPrompt(answer), [answer]);
  return (
    <Panel title={t.mask}>
      <MaskGrid
        mask={mask}
        tokens={tokens}
        parts={promptParts.map((part, i) => ({ name: t.parts[part], tone: tones[i]! }))}
        partOf={partOf}
        label={t.maskLabel}
        why={(cell, isSeen) => {
          const why = whyInPrompt(cell, isSeen, partOf);
          return why && t.why[why];
        }}
        row={lit}
        onRow={onLit}
        onCell={(cell) => store.setState({ cell })}
      />
    </Panel>
  );
}
