/**
 * The words of a sentence, each to be masked: by a click, by dragging over several, or by keyboard (one stop of the Tab key; arrow keys move,
 * Space or Enter masks, Shift and an arrow key masks on). Detected spans are underlined by kind.
 */

import { type KeyboardEvent, type PointerEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import type { LabView } from '../../../../systems/realm/lab-records.ts';
import { useStrings } from '../../../i18n/language-context.tsx';
import kinds from '../../../widgets/span-kinds.module.css';
import styles from './lab-words.module.css';
import { labPieces, tokensOfWords } from './lab-words.ts';
import { useLabWords } from './words/use-lab-words.ts';

interface Drag {
  from: number;
  to: number;
  isMasked: boolean;
}

function wordAt({ clientX, clientY }: PointerEvent): number | null {
  const word = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-word]');
  return word ? Number(word.dataset.word) : null;
}

export function LabWords({
  view,
  masked,
  onPaint,
}: {
  view: LabView;
  masked: readonly number[];
  onPaint: (positions: readonly number[], isMasked: boolean) => void;
}) {
  const t = useStrings();
  const lab = useLabWords();
  const pieces = useMemo(() => labPieces(view), [view]);
  const words = useMemo(() => pieces.filter(({ isWord }) => isWord), [pieces]);
  const [active, setActive] = useState(0);
  const [drag, setDrag] = useState<Drag | null>(null);
  const line = useRef<HTMLFieldSetElement>(null);
  const all = new Set(masked);
  const isMasked = (i: number) => tokensOfWords(words, i, i).every((position) => all.has(position));
  const shows = (i: number) =>
    drag && i >= Math.min(drag.from, drag.to) && i <= Math.max(drag.from, drag.to) ? drag.isMasked : isMasked(i);
  const focus = (i: number) => {
    setActive(i);
    line.current?.querySelector<HTMLElement>(`[data-word="${i}"]`)?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = words.length - 1;
    const moves: Record<string, number> = {
      ArrowRight: active + 1,
      ArrowDown: active + 1,
      ArrowLeft: active - 1,
      ArrowUp: active - 1,
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.min(last, Math.max(0, to));
    if (event.shiftKey && next !== active) onPaint(tokensOfWords(words, active, next), true);
    focus(next);
  };

  const onPointerDown = (event: PointerEvent) => {
    const from = wordAt(event);
    if (from === null || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setActive(from);
    setDrag({ from, to: from, isMasked: !isMasked(from) });
  };
  const onPointerMove = (event: PointerEvent) => {
    const to = drag && wordAt(event);
    if (drag && to !== null && to !== drag.to) setDrag({ ...drag, to });
  };
  const onPointerUp = () => {
    if (drag) onPaint(tokensOfWords(words, drag.from, drag.to), drag.isMasked);
    setDrag(null);
  };

  const parts: ReactNode[] = [];
  let at = 0;
  for (const piece of pieces) {
    const { start, end, kind } = piece;
    const inSpan = view.spans.find((span) => span.start < at && span.end > start);
    if (start > at) {
      parts.push(
        <span key={`gap ${at}`} className={inSpan && kinds.kind} data-kind={inSpan?.kind} data-gap="">
          {view.text.slice(at, start)}
        </span>,
      );
    }
    const word = view.text.slice(start, end);
    at = end;
    const i = words.indexOf(piece);
    if (i < 0) {
      parts.push(
        <span
          key={start}
          className={`${styles.between} ${kind ? kinds.kind : ''}`}
          data-kind={kind ?? undefined}
          data-masked={all.has(piece.first) || undefined}
        >
          {word}
        </span>,
      );
      continue;
    }
    parts.push(
      <button
        key={start}
        type="button"
        className={`${styles.word} ${kind ? kinds.kind : ''}`}
        data-word={i}
        data-kind={kind ?? undefined}
        tabIndex={i === active ? 0 : -1}
        aria-pressed={shows(i)}
        aria-label={lab.word(word, kind && t.spanKinds[kind])}
        onFocus={() => setActive(i)}
        // a pointer has its own handlers; only keyboards and screen readers click without one
        onClick={(event) => event.detail === 0 && onPaint(tokensOfWords(words, i, i), !isMasked(i))}
      >
        {word}
      </button>,
    );
  }
  parts.push(view.text.slice(at));

  return (
    <fieldset
      ref={line}
      className={styles.words}
      aria-label={lab.words}
      data-testid="lab-words"
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setDrag(null)}
    >
      {parts}
    </fieldset>
  );
}
