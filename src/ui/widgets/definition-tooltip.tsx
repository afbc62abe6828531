/** The tooltip of a definition: its name, its formula in general and with the values of this number, and what it means. */

import { type RefObject, useMemo } from 'react';
import { Tooltip, TooltipTriggerStateContext } from 'react-aria-components';
import styles from './definitions.module.css';

export interface DefinitionTooltipProps {
  anchor: RefObject<HTMLElement | null>;
  /** The landmark that it stands in. */
  place: HTMLElement | null;
  onClose: () => void;
  name: string;
  formula?: string | undefined;
  worked?: string | undefined;
  text: string;
}

export function DefinitionTooltip({ anchor, place, onClose, name, formula, worked, text }: DefinitionTooltipProps) {
  // A Tooltip without a trigger of its own still reads this context.
  // biome-ignore lint/correctness/useExhaustiveDependencies: closing is always the same
  const open = useMemo(() => ({ isOpen: true, shouldSkipAnimation: true, open: () => {}, close: onClose }), []);
  return (
    <TooltipTriggerStateContext value={open}>
      <Tooltip
        triggerRef={anchor}
        UNSTABLE_portalContainer={place ?? undefined}
        offset={6}
        placement="top"
        className={styles.tooltip!}
        aria-label={name}
      >
        <strong className={styles.name}>{name}</strong>
        {formula && <span className={styles.formula}>{formula}</span>}
        {worked && <span className={styles.worked}>{worked}</span>}
        <span className={styles.text}>{text}</span>
      </Tooltip>
    </TooltipTriggerStateContext>
  );
}
