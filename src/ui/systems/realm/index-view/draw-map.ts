/** Draws a map of documents on a canvas. Documents are told apart by shape as well as by colour. */
import type { MapDocument } from '../../../../systems/realm/index-map.ts';
import type { CandidateColours } from './document-mark.tsx';
import type { MapPoints } from './map-analysis.ts';
import { type MapSize, type MapView, onScreen } from './map-view.ts';

/** What a search did, to be drawn over the documents: rows of documents. */
export interface SearchTrace {
  scored: readonly number[];
  /** Moves from one document to another. */
  moves: readonly (readonly [from: number, to: number])[];
  /** Where it began; null: nowhere in particular. */
  entry: number | null;
}

export interface MapScene {
  documents: readonly MapDocument[];
  points: MapPoints;
  colours: CandidateColours;
  trace: SearchTrace | null;
  /** Row of the document that a person looks at. */
  selected: number | null;
}

type Colour = (name: string) => string;

/** Arrows shorter than this, in pixels, are not drawn. */
const leastArrow = 1.5;

export function drawMap(
  context: CanvasRenderingContext2D,
  scene: MapScene,
  view: MapView,
  { width, height }: MapSize,
  colour: Colour,
): void {
  const { documents, points, colours, trace, selected } = scene;
  const toneOf = ({ document, isCandidate, holdsAnswer }: MapDocument) =>
    colour((isCandidate && colours.get(document)) || (isCandidate ? '--prior' : holdsAnswer ? '--mark' : '--ink-3'));
  const at = (list: ArrayLike<number>, row: number) => onScreen(view, [list[2 * row]!, list[2 * row + 1]!]);
  context.clearRect(0, 0, width, height);
  context.lineCap = 'round';

  // the crowd first, what matters last
  const matters = ({ isCandidate, isSource, holdsAnswer }: MapDocument) =>
    Number(holdsAnswer) + 2 * Number(isCandidate) + 4 * Number(isSource);
  const order = [...documents.keys()].sort((a, b) => matters(documents[a]!) - matters(documents[b]!));

  const { fresh } = points;
  if (fresh) {
    for (const row of order) {
      const { isCandidate } = documents[row]!;
      context.strokeStyle = isCandidate ? toneOf(documents[row]!) : colour('--ink-3');
      context.globalAlpha = isCandidate ? 1 : 0.45;
      context.lineWidth = isCandidate ? 1.75 : 1;
      arrow(context, at(points.stale, row), at(fresh, row));
    }
  }
  const [firstLanguage] = languagesOf(documents);
  for (const row of order) {
    const document = documents[row]!;
    context.globalAlpha = matters(document) > 0 ? 1 : 0.6;
    const isHollow = document.language !== firstLanguage;
    mark(context, at(points.stale, row), document, { tone: toneOf(document), isHollow, colour });
  }
  context.globalAlpha = 1;
  if (trace) drawTrace(context, trace, (row) => at(points.stale, row), colour);

  const { query } = points;
  const stale = onScreen(view, query.stale);
  if (query.fresh) {
    context.strokeStyle = colour('--push');
    context.lineWidth = 1.75;
    arrow(context, stale, onScreen(view, query.fresh));
  }
  drawQuery(context, stale, colour);
  if (selected !== null) {
    context.strokeStyle = colour('--focus');
    context.lineWidth = 2;
    circle(context, at(points.stale, selected), 9);
    context.stroke();
  }
}

/** The languages of the documents, in the order of their first occurrence; none where the corpus has one. */
export function languagesOf(documents: readonly Pick<MapDocument, 'language'>[]): string[] {
  return [...new Set(documents.flatMap(({ language }) => language ?? []))];
}

function circle(context: CanvasRenderingContext2D, [x, y]: readonly [number, number], radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
}

function arrow(
  context: CanvasRenderingContext2D,
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number],
): void {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length < leastArrow) return;
  const head = Math.min(5, length / 2);
  const angle = Math.atan2(y1 - y0, x1 - x0);
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  for (const side of [0.5, -0.5]) {
    context.moveTo(x1, y1);
    context.lineTo(x1 - head * Math.cos(angle + side), y1 - head * Math.sin(angle + side));
  }
  context.stroke();
}

/** A circle, hollow for a document in another language than the first one's; a diamond if it holds the answer; with a square around it if it is the source. */
function mark(
  context: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  { isCandidate, holdsAnswer, isSource }: MapDocument,
  { tone, isHollow, colour }: { tone: string; isHollow: boolean; colour: Colour },
): void {
  context.fillStyle = tone;
  if (holdsAnswer) {
    const radius = isCandidate ? 6 : 5;
    context.beginPath();
    context.moveTo(x, y - radius);
    context.lineTo(x + radius, y);
    context.lineTo(x, y + radius);
    context.lineTo(x - radius, y);
    context.closePath();
    context.fill();
    context.strokeStyle = colour('--mark-ink');
    context.lineWidth = 1.25;
    context.stroke();
  } else {
    circle(context, [x, y], isCandidate ? 4.5 : 2);
    if (isHollow) {
      context.strokeStyle = tone;
      context.lineWidth = 1.25;
      context.stroke();
    } else context.fill();
  }
  if (!isSource) return;
  context.strokeStyle = colour('--ink');
  context.lineWidth = 1.5;
  context.strokeRect(x - 7.5, y - 7.5, 15, 15);
}

/** A cross in a circle. */
function drawQuery(context: CanvasRenderingContext2D, at: readonly [number, number], colour: Colour): void {
  const [x, y] = at;
  circle(context, at, 8);
  context.fillStyle = colour('--surface');
  context.fill();
  context.strokeStyle = colour('--push');
  context.lineWidth = 2;
  context.stroke();
  context.beginPath();
  for (const [dx, dy] of [
    [4, 0],
    [0, 4],
  ] as const) {
    context.moveTo(x - dx, y - dy);
    context.lineTo(x + dx, y + dy);
  }
  context.stroke();
}

function drawTrace(
  context: CanvasRenderingContext2D,
  { scored, moves, entry }: SearchTrace,
  at: (row: number) => [number, number],
  colour: Colour,
): void {
  context.strokeStyle = colour('--pull');
  context.globalAlpha = 0.55;
  context.lineWidth = 1;
  for (const row of scored) {
    circle(context, at(row), 4.5);
    context.stroke();
  }
  context.globalAlpha = 1;
  context.lineWidth = 1.5;
  for (const [from, to] of moves) arrow(context, at(from), at(to));
  if (entry === null) return;
  context.lineWidth = 3;
  circle(context, at(entry), 8);
  context.stroke();
}
