/** The arrows of the picture as paths between its parts, wherever the page has laid these out. */
import { gradientLimit } from '../gradient-scale.ts';
import { arrowWidth, type RowFacts } from './facts.ts';
import type { Stage } from './stages.ts';

/** A part of the picture in px from its top left corner. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Parts by name: `sentence`, `input`, `document`, `index`, `candidates`, `reader`, `marginal`, `gradients`, and `z0`, `y0`, `r0` … for the rows. */
export type Boxes = Readonly<Record<string, Box>>;

export interface Connector {
  id: string;
  /** The stage that it leads to. */
  stage: Stage;
  path: string;
  /** Stroke width in px. */
  width: number;
  /** A CSS colour. */
  colour: string;
  isDashed?: boolean;
  /** `wide`: its size grows with the width of the arrow. */
  head: 'none' | 'plain' | 'wide';
}

/** Where the trunks of positive and negative r(z) run, in px from the left edge. */
const trunks = { positive: 8, negative: 24 } as const;
/** Length of a head that grows with its arrow, in widths of the arrow. */
export const headLength = 1.6;
const plain = 'var(--rule-strong)';
const trunkColour = { positive: 'var(--pull)', negative: 'var(--push)' } as const;

const middleX = ({ left, right }: Box) => (left + right) / 2;
const middleY = ({ top, bottom }: Box) => (top + bottom) / 2;
const at = (x: number, y: number) => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** To the right, from one side to the other. */
function across(from: Box, to: Box): string {
  const [x1, y1, x2, y2] = [from.right, middleY(from), to.left, middleY(to)];
  const half = (x1 + x2) / 2;
  return `M${at(x1, y1)}C${at(half, y1)} ${at(half, y2)} ${at(x2, y2)}`;
}

/** Straight down, where both parts are. */
function down(from: Box, to: Box): string {
  const x = (Math.max(from.left, to.left) + Math.min(from.right, to.right)) / 2;
  return `M${at(x, from.bottom)}V${to.top.toFixed(1)}`;
}

/** Down on the right of what lies between. */
function around(from: Box, to: Box): string {
  const x = Math.max(from.right, to.right) + 10;
  return `M${at(from.right, middleY(from))}H${x.toFixed(1)}V${middleY(to).toFixed(1)}H${to.right.toFixed(1)}`;
}

/** From r(z) of each row to the trunk of its sign, and along the trunks to both embedders. */
function gradientArrows(boxes: Boxes, rows: readonly RowFacts[]): Connector[] {
  const stubs = rows.flatMap(({ candidate: { gradient }, sign }, i): Connector[] => {
    const row = boxes[`r${i}`];
    if (!row) return [];
    const x = sign ? trunks[sign] : row.left - 6;
    return [
      {
        id: `stub ${i}`,
        stage: 'update',
        path: `M${at(row.left, middleY(row))}H${x}`,
        width: arrowWidth(gradient, gradientLimit),
        colour: sign ? trunkColour[sign] : 'var(--ink-3)',
        isDashed: sign === 'negative',
        head: 'none',
      },
    ];
  });
  const { input, document } = boxes;
  const trunkArrows = (['negative', 'positive'] as const).flatMap((sign): Connector[] => {
    const own = rows.flatMap((row, i) => (row.sign === sign && boxes[`r${i}`] ? [boxes[`r${i}`]!] : []));
    if (own.length === 0 || !input || !document) return [];
    const x = trunks[sign];
    const total = rows.reduce((sum, row) => (row.sign === sign ? sum + row.candidate.gradient : sum), 0);
    const style = {
      stage: 'update' as const,
      // a head of less cannot be seen
      width: Math.max(3, arrowWidth(total, gradientLimit)),
      colour: trunkColour[sign],
      isDashed: sign === 'negative',
    };
    const bottom = Math.max(...own.map(middleY));
    // the two signs arrive beside each other
    const shift = sign === 'positive' ? -12 : 12;
    const head = (to: Box, name: string): Connector => ({
      ...style,
      id: `${name} ${sign}`,
      path: `M${at(x, middleY(to) + shift)}H${(to.left - headLength * style.width).toFixed(1)}`,
      head: 'wide',
    });
    const trunk = `M${at(x, bottom)}V${(Math.min(middleY(input), middleY(document)) + shift).toFixed(1)}`;
    return [
      { ...style, id: `trunk ${sign}`, path: trunk, head: 'none' },
      head(document, 'document'),
      head(input, 'input'),
    ];
  });
  return [...trunkArrows, ...stubs];
}

/** All arrows between the parts that there are, in the order of computation. `isWide`: the lists of the rows stand beside each other. */
export function connectorsOf(boxes: Boxes, rows: readonly RowFacts[], isWide: boolean): Connector[] {
  const { sentence, input, document, index, candidates, reader, likelihoods, marginal, gradients } = boxes;
  const areAll = sentence && input && document && index && candidates && reader && likelihoods && marginal && gradients;
  if (!areAll) return [];
  const arrow = (id: string, stage: Stage, path: string): Connector => ({
    ...{ id, stage, path, width: 1.5, colour: plain, head: 'plain' },
  });
  const first = [arrow('query', 'embedding', down(sentence, input))];
  const last = gradientArrows(boxes, rows);
  if (!isWide) {
    return [
      ...first,
      arrow('search', 'index', around(input, index)),
      arrow('found', 'candidates', down(index, candidates)),
      arrow('read', 'reader', down(candidates, reader)),
      arrow('answer', 'likelihood', down(reader, likelihoods)),
      arrow('sum', 'marginal', down(likelihoods, marginal)),
      arrow('back', 'gradient', down(marginal, gradients)),
      ...last,
    ];
  }
  const ofRows = rows.flatMap(({ colour }, i): Connector[] => {
    const [z, y] = [boxes[`z${i}`], boxes[`y${i}`]];
    if (!z || !y) return [];
    const style = { width: 1.5, colour: colour.css, head: 'none' as const };
    const level = (from: Box, to: Box, row: Box) => `M${at(from.right, middleY(row))}H${to.left.toFixed(1)}`;
    return [
      { ...style, id: `read ${i}`, stage: 'reader', path: level(z, reader, z) },
      { ...style, id: `answer ${i}`, stage: 'likelihood', path: level(reader, y, y) },
      { ...style, id: `sum ${i}`, stage: 'marginal', path: across(y, marginal) },
    ];
  });
  const foot = gradients.bottom + 12;
  const back = `M${at(middleX(marginal), marginal.bottom)}V${foot.toFixed(1)}H${middleX(gradients).toFixed(1)}V${gradients.bottom.toFixed(1)}`;
  return [
    ...first,
    arrow('search', 'index', across(input, index)),
    arrow('found', 'candidates', down(index, candidates)),
    arrow('score', 'candidates', down(document, candidates)),
    ...ofRows,
    arrow('back', 'gradient', back),
    ...last,
  ];
}
