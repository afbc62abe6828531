/** Draws the arrows of the picture between the parts, where the page has put them. Decoration: the parts and the sentences tell the same. */
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import styles from './connectors.module.css';
import { type Boxes, connectorsOf, headLength } from './connectors.ts';
import type { PictureFacts } from './facts.ts';
import { type Stage, stages } from './stages.ts';

interface Layout {
  boxes: Boxes;
  width: number;
  height: number;
}

const nothing: Layout = { boxes: {}, width: 0, height: 0 };

/** The boxes of all parts, from the top left corner of the picture. */
function measure(host: HTMLElement): Layout {
  const origin = host.getBoundingClientRect();
  const boxes = [...host.querySelectorAll<HTMLElement>('[data-part]')].map((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const box = {
      left: left - origin.left,
      top: top - origin.top,
      right: right - origin.left,
      bottom: bottom - origin.top,
    };
    return [element.dataset.part!, box] as const;
  });
  return { boxes: Object.fromEntries(boxes), width: origin.width, height: origin.height };
}

/** Measured again when the picture is drawn anew and when its size changes. The drawing lies over the picture. */
function useLayout(drawing: RefObject<SVGSVGElement | null>, facts: PictureFacts): Layout | null {
  const [layout, setLayout] = useState<Layout | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the boxes depend on what is written in them
  useLayoutEffect(() => {
    const picture = drawing.current?.parentElement;
    if (!picture) return;
    const read = () => setLayout(measure(picture));
    read();
    const observer = new ResizeObserver(read);
    observer.observe(picture);
    return () => observer.disconnect();
  }, [drawing, facts.example, facts.documents]);
  return layout;
}

/** Milliseconds between the stages when a new example flows through the picture; all of them pass before the recording goes on. */
const stageMs = 70;

/** The head of an arrow, in its colour. `base`: where the line ends, in eighths of its length. */
function Head(props: { id: string; size: number; base: number; units: 'userSpaceOnUse' | 'strokeWidth' }) {
  return (
    <marker
      id={`picture-${props.id}`}
      viewBox="0 0 8 8"
      refX={props.base}
      refY="4"
      markerWidth={props.size}
      markerHeight={props.size}
      markerUnits={props.units}
      orient="auto"
    >
      <path d="M0 0 8 4 0 8z" fill="context-stroke" />
    </marker>
  );
}

export function Connectors({ facts, stage }: { facts: PictureFacts; stage: Stage | null }) {
  const drawing = useRef<SVGSVGElement>(null);
  const layout = useLayout(drawing, facts);
  const { boxes, width, height } = layout ?? nothing;
  const isWide = (boxes.reader?.left ?? 0) >= (boxes.candidates?.right ?? 0);
  const all = connectorsOf(boxes, facts.rows, isWide);
  const { index, phase, step } = facts.example;
  return (
    <svg ref={drawing} className={styles.connectors} width={width} height={height} aria-hidden="true">
      <defs>
        <Head id="plain" size={8} base={7} units="userSpaceOnUse" />
        <Head id="wide" size={headLength} base={0} units="strokeWidth" />
      </defs>
      {all.map(({ id, path, stage: own, width: strokeWidth, colour, isDashed, head }) => (
        <path
          key={id}
          d={path}
          className={styles.connector}
          data-connector={id}
          data-on={own === stage || undefined}
          style={{ stroke: colour, strokeWidth }}
          strokeDasharray={isDashed ? '4 3' : undefined}
          strokeLinecap={head === 'none' && !isDashed ? 'square' : undefined}
          markerEnd={head === 'none' ? undefined : `url(#picture-${head})`}
        />
      ))}
      {/* another example flows anew; so does a stage that is chosen */}
      <g key={`${phase} ${step} ${index} ${stage}`} className={styles.flow}>
        {all
          .filter(({ stage: own }) => stage === null || own === stage)
          .map(({ id, path, stage: own, colour, width: strokeWidth }) => (
            <path
              key={id}
              d={path}
              pathLength={1}
              style={{
                stroke: colour,
                strokeWidth: strokeWidth + 4,
                animationDelay: `${stage === null ? stages.indexOf(own) * stageMs : 0}ms`,
              }}
            />
          ))}
      </g>
    </svg>
  );
}
