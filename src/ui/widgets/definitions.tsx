/** One tooltip for the whole page: any number may ask it to show what it is, on hover, on focus, or at a tap. */

import {
  createContext,
  type FocusEvent,
  type PointerEvent,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useShownConfig } from '../context.ts';
import { type Definition, type MetricRef, shortName, type Wording, wordingText } from '../i18n/definition.ts';
import type { DefinitionKey } from '../i18n/en/definitions.ts';
import { useLanguage, useStrings } from '../i18n/language-context.tsx';
import type { Words } from '../i18n/words.ts';
import styles from './definitions.module.css';
import { lazyPart } from './lazy.tsx';

/** A generic number by its key, a metric of a system, or a definition that is loaded with a part of the page. */
export type Defines = DefinitionKey | MetricRef | Definition;

interface Shown {
  anchor: HTMLElement;
  is: Defines;
  /** The configuration that the definition speaks of, where it is not that of the run on screen. */
  config: unknown;
  /** The formula with this number's values in it. */
  worked?: string;
}

interface Layer {
  show(shown: Shown): void;
  /** Replaces what is shown for this anchor, if it is the one that is shown. */
  update(shown: Shown): void;
  hide(anchor: HTMLElement): void;
}

const LayerContext = createContext<Layer | null>(null);

/** For parts of the page whose numbers come from another configuration than that of the run on screen. */
export const DefinitionConfig = createContext<unknown>(null);

/** Where its code cannot be loaded a number has no explanation; the page says so elsewhere. */
export const DefinitionTooltip = lazyPart(async () => (await import('./definition-tooltip.tsx')).DefinitionTooltip, {
  Loading: () => null,
});

const hoverDelayMs = 180;

const isDefinition = (is: Defines): is is Definition => typeof is === 'object' && 'text' in is;
const idOf = (is: Defines) => (typeof is === 'string' ? is : isDefinition(is) ? is.name : is.metric);
const definitionOf = (t: Words, is: Defines) => (isDefinition(is) ? is : t.definition(is));

/** Short label of a number, for headings. */
export function useShortName(is: Defines): string {
  return shortName(definitionOf(useStrings(), is));
}

/** Plain words beside a short label, where there are any. */
export function PlainName({ is }: { is: Defines }) {
  const { plain } = definitionOf(useStrings(), is);
  return plain && <span className={styles.plain}>{plain}</span>;
}

export function DefinitionLayer({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<(Shown & { opening: number }) | null>(null);
  const anchor = useRef<HTMLElement | null>(null);
  anchor.current = shown?.anchor ?? null;
  const layer = useMemo<Layer>(
    () => ({
      // another number may have the same definition: the tooltip must move there
      show: (next) => setShown((now) => ({ ...next, opening: (now?.opening ?? 0) + 1 })),
      update: (next) => setShown((now) => (now?.anchor === next.anchor ? { ...now, ...next } : now)),
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
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const { id: language, t } = useLanguage();
  const shownConfig = useShownConfig();
  // words of one system do not fit the configuration of another, which may just have come on screen
  const isOfRun =
    shown && (typeof shown.is === 'string' || isDefinition(shown.is) || shown.is.system === shownConfig.system);
  const definition = isOfRun ? definitionOf(t, shown.is) : null;
  const text = (wording: Wording<never>) => wordingText(wording, shown?.config ?? shownConfig);
  return (
    <LayerContext value={layer}>
      {children}
      {/* a landmark, so that a definition is a part of the page like all others */}
      <aside ref={setPlace} aria-label={t.definitionPlace} />
      {shown?.anchor.isConnected && definition && (
        <DefinitionTooltip
          key={`${shown.opening} ${language}`}
          anchor={anchor}
          place={place}
          onClose={() => setShown(null)}
          name={definition.name}
          formula={definition.formula && text(definition.formula)}
          worked={shown.worked}
          text={text(definition.text)}
        />
      )}
    </LayerContext>
  );
}

/** Handlers that make an element show a definition. Spread them on something that can take the focus. */
export function useDefinition(is: Defines, worked?: string) {
  const layer = useContext(LayerContext);
  const config = useContext(DefinitionConfig);
  const timer = useRef(0);
  const shownAt = useRef<HTMLElement | null>(null);
  useEffect(() => () => clearTimeout(timer.current), []);
  const id = idOf(is);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown follows its number and the language; `id` stands for `is`
  useEffect(() => {
    if (shownAt.current) layer?.update({ anchor: shownAt.current, is, config, worked });
  }, [layer, id, config, worked]);
  const show = (anchor: HTMLElement) => {
    shownAt.current = anchor;
    layer?.show({ anchor, is, config, worked });
  };
  const hide = (anchor: HTMLElement) => {
    shownAt.current = null;
    layer?.hide(anchor);
  };
  return {
    onPointerEnter: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType !== 'mouse') return;
      const anchor = event.currentTarget;
      clearTimeout(timer.current);
      timer.current = window.setTimeout(() => show(anchor), hoverDelayMs);
    },
    onPointerLeave: (event: PointerEvent<HTMLElement>) => {
      clearTimeout(timer.current);
      if (event.pointerType === 'mouse') hide(event.currentTarget);
    },
    onClick: (event: { currentTarget: HTMLElement }) => show(event.currentTarget),
    onFocus: (event: FocusEvent<HTMLElement>) => {
      if (event.currentTarget.matches(':focus-visible')) show(event.currentTarget);
    },
    onBlur: (event: FocusEvent<HTMLElement>) => hide(event.currentTarget),
  };
}

/** A number or its label that tells what it is. */
export function Defined({
  is,
  worked,
  className,
  children,
}: {
  is: Defines;
  worked?: string;
  className?: string;
  children: ReactNode;
}) {
  const handlers = useDefinition(is, worked);
  return (
    <button type="button" className={`${styles.defined} ${className ?? ''}`} data-definition={idOf(is)} {...handlers}>
      {children}
    </button>
  );
}

/** Head of a column of such numbers: its short label with plain words, and whatever stands with it. */
export function DefinedHead({
  is,
  className,
  children,
}: {
  is: Defines;
  className?: string | undefined;
  children?: ReactNode;
}) {
  return (
    <th scope="col" className={className}>
      <Defined is={is}>{useShortName(is)}</Defined>
      <PlainName is={is} />
      {children}
    </th>
  );
}
