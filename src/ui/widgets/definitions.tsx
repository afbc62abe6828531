/** One tooltip for the whole page: any number may ask it to show what it is, on hover, on focus, or at a tap. */

import {
  createContext,
  type FocusEvent,
  type PointerEvent,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Tooltip, TooltipTriggerStateContext } from 'react-aria-components';
import { type Definition, type DefinitionKey, definitions } from '../i18n/en-definitions.ts';
import styles from './definitions.module.css';

interface Shown {
  anchor: HTMLElement;
  definition: DefinitionKey;
  /** The formula with this number's values in it. */
  worked?: string;
}

interface Layer {
  show(shown: Shown): void;
  hide(anchor: HTMLElement): void;
}

const LayerContext = createContext<Layer | null>(null);
const hoverDelayMs = 180;

export function definitionOf(key: DefinitionKey): Definition {
  return definitions[key];
}

/** Short label of a number, for headings. */
export function shortName(key: DefinitionKey): string {
  const definition = definitionOf(key);
  return definition.short ?? definition.name;
}

export function DefinitionLayer({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const anchor = useRef<HTMLElement | null>(null);
  anchor.current = shown?.anchor ?? null;
  const layer = useMemo<Layer>(
    () => ({
      show: setShown,
      hide: (element) => setShown((now) => (now?.anchor === element ? null : now)),
    }),
    [],
  );
  useEffect(() => {
    if (!shown) return;
    const close = (event: Event) => {
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !shown.anchor.contains(event.target as Node)) {
        setShown(null);
      }
    };
    document.addEventListener('keydown', close);
    document.addEventListener('pointerdown', close);
    return () => {
      document.removeEventListener('keydown', close);
      document.removeEventListener('pointerdown', close);
    };
  }, [shown]);
  const definition = shown && definitionOf(shown.definition);
  // A Tooltip without a trigger of its own still reads this context.
  const open = useMemo(
    () => ({ isOpen: true, shouldSkipAnimation: true, open: () => {}, close: () => setShown(null) }),
    [],
  );
  return (
    <LayerContext value={layer}>
      {children}
      {shown?.anchor.isConnected && definition && (
        <TooltipTriggerStateContext value={open}>
          <Tooltip
            key={`${shown.definition} ${shown.worked ?? ''}`}
            triggerRef={anchor}
            offset={6}
            placement="top"
            className={styles.tooltip!}
            aria-label={definition.name}
          >
            <strong className={styles.name}>{definition.name}</strong>
            {definition.formula && <span className={styles.formula}>{definition.formula}</span>}
            {shown.worked && <span className={styles.worked}>{shown.worked}</span>}
            <span className={styles.text}>{definition.text}</span>
          </Tooltip>
        </TooltipTriggerStateContext>
      )}
    </LayerContext>
  );
}

/** Handlers that make an element show a definition. Spread them on something that can take the focus. */
export function useDefinition(definition: DefinitionKey, worked?: string) {
  const layer = useContext(LayerContext);
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const show = useCallback(
    (anchor: HTMLElement) => layer?.show({ anchor, definition, worked }),
    [layer, definition, worked],
  );
  return {
    onPointerEnter: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType !== 'mouse') return;
      const anchor = event.currentTarget;
      clearTimeout(timer.current);
      timer.current = window.setTimeout(() => show(anchor), hoverDelayMs);
    },
    onPointerLeave: (event: PointerEvent<HTMLElement>) => {
      clearTimeout(timer.current);
      if (event.pointerType === 'mouse') layer?.hide(event.currentTarget);
    },
    onClick: (event: { currentTarget: HTMLElement }) => show(event.currentTarget),
    onFocus: (event: FocusEvent<HTMLElement>) => {
      if (event.currentTarget.matches(':focus-visible')) show(event.currentTarget);
    },
    onBlur: (event: FocusEvent<HTMLElement>) => layer?.hide(event.currentTarget),
  };
}

/** A number or its label that tells what it is. */
export function Defined({
  is,
  worked,
  className,
  children,
}: {
  is: DefinitionKey;
  worked?: string;
  className?: string;
  children: ReactNode;
}) {
  const handlers = useDefinition(is, worked);
  return (
    <button type="button" className={`${styles.defined} ${className ?? ''}`} data-definition={is} {...handlers}>
      {children}
    </button>
  );
}

/** Head of a column of such numbers: its short label, and whatever stands with it. */
export function DefinedHead({
  is,
  className,
  children,
}: {
  is: DefinitionKey;
  className?: string | undefined;
  children?: ReactNode;
}) {
  return (
    <th scope="col" className={className}>
      <Defined is={is}>{shortName(is)}</Defined>
      {children}
    </th>
  );
}
