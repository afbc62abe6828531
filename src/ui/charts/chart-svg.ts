/** A line chart as SVG: for files, in which it needs neither script nor style sheet. */
import { escapeMarkup } from '../exports/markup.ts';
import { apart, type ChartSeries, digitsOf, rangeOf } from './chart-lines.ts';
import { endOf, type PhaseAxis, phaseNames, phaseTicks } from './phase-axis.ts';
import { ticksOf } from './ticks.ts';

export interface ChartPicture extends PhaseAxis {
  title: string;
  series: readonly ChartSeries[];
  /** The names of the phases. */
  ruleLabels: readonly string[];
  /** What the x axis counts. */
  axisTitle: string;
  /** Range of the y axis where it is known; otherwise the data's. */
  range?: readonly [number, number] | undefined;
  format: (value: number, digits: number) => string;
}

export interface PictureStyle {
  width: number;
  height: number;
  /** The colour of a custom property of the theme. */
  colour: (name: string) => string;
}

const font = 'system-ui, "Segoe UI", "Liberation Sans", Arial, "PingFang SC", "Noto Sans CJK SC", sans-serif';
const margin = { top: 62, right: 22, bottom: 42, left: 54 };

/** About how wide words are: letters of Latin are half as wide as high, those of Chinese as wide. */
const widthOf = (words: string): number =>
  [...words].reduce((sum, letter) => sum + (letter.codePointAt(0)! > 0x2e80 ? 12 : 6.4), 0);

function dataRange(series: readonly ChartSeries[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { y } of series) {
    for (const value of y) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low > high ? [0, 1] : rangeOf(low, high);
}

const round = (value: number) => Number(value.toFixed(2));

type Attributes = Readonly<Record<string, string | number | undefined>>;

function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeMarkup(String(value))}"`)
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

const text = (words: string, attributes: Attributes) => element('text', attributes, escapeMarkup(words));

/** The whole picture, with a legend where there is more than one line. */
export function chartSvg(picture: ChartPicture, { width, height, colour }: PictureStyle): string {
  const { title, series, from, rules, ruleLabels, axisTitle, format } = picture;
  const to = endOf(picture);
  const [low, high] = picture.range ?? dataRange(series);
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const xOf = (value: number) => margin.left + ((value - from) / (to - from)) * (right - margin.left);
  const yOf = (value: number) => bottom - ((value - low) / (high - low)) * (bottom - margin.top);
  const grey = colour('--ink-3');

  const y = ticksOf(low, high, Math.max(2, (bottom - margin.top) / 36));
  const axes = [
    ...y.ticks.flatMap((tick) => {
      const at = round(yOf(tick));
      const label = format(tick, digitsOf(y.step));
      return [
        element('line', { x1: margin.left, x2: right, y1: at, y2: at, stroke: colour('--rule') }),
        text(label, { x: margin.left - 6, y: at + 4, 'text-anchor': 'end', fill: grey }),
      ];
    }),
    ...phaseTicks(picture, right - margin.left, 50).map(({ at, count }) =>
      text(format(count, 0), { x: round(xOf(at)), y: bottom + 16, 'text-anchor': 'middle', fill: grey }),
    ),
    text(axisTitle, { x: right, y: height - 9, 'text-anchor': 'end', fill: grey }),
    ...rules.map((rule) => {
      const at = round(xOf(rule));
      const line = { x1: at, x2: at, y1: margin.top, y2: bottom, stroke: colour('--rule-strong') };
      return element('line', { ...line, 'stroke-dasharray': '2 3' });
    }),
    ...phaseNames(picture, ruleLabels, right - margin.left, widthOf).map(({ name, left }) =>
      text(name, { x: round(margin.left + left), y: margin.top - 5, fill: grey }),
    ),
  ];

  const lines = series.map((one) => {
    const stroke = colour(one.colour);
    const points = Array.from(one.x, (at, i) => `${round(xOf(at))},${round(yOf(one.y[i]!))}`);
    const line = element('polyline', {
      points: points.join(' '),
      fill: 'none',
      stroke,
      'stroke-width': one.faint ? 1 : 1.75,
      'stroke-opacity': one.faint ? 0.4 : undefined,
      'stroke-dasharray': one.dash?.join(' '),
      'stroke-linejoin': 'round',
    });
    const dots = one.dots
      ? points.map((point) => {
          const [cx, cy] = point.split(',');
          return element('circle', { cx, cy, r: 2.5, fill: stroke });
        })
      : [];
    return points.length > 0 ? line + dots.join('') : '';
  });
  const marked = series.filter(({ mark, x: at }) => mark && at.length > 0);
  const heights = apart(
    marked.map((one) => yOf(one.y.at(-1)!)),
    12,
  );
  const marks = marked.map((one, i) => {
    const place = { x: round(xOf(one.x.at(-1)!)) + 4, y: round(heights[i]!) + 4 };
    return text(one.mark!, { ...place, fill: colour(one.colour), 'font-weight': 600 });
  });

  // a pinned run may have two lines, which look the same
  const named = series.filter(
    ({ faint, mark }, i) => !faint && !(mark && series.findIndex((one) => one.mark === mark) < i),
  );
  let at = margin.left;
  const legend = (named.length > 1 ? named : []).map((one) => {
    const stroke = colour(one.colour);
    const label = one.mark ? `${one.mark}  ${one.label}` : one.label;
    const sample = element('line', {
      ...{ x1: at, x2: at + 24, y1: 35, y2: 35, stroke, 'stroke-width': 1.75 },
      'stroke-dasharray': one.dash?.join(' '),
    });
    const words = text(label, { x: at + 29, y: 39, fill: stroke });
    at += 45 + widthOf(label);
    return sample + words;
  });

  const content = [
    `<title>${escapeMarkup(title)}</title>`,
    element('rect', { width, height, fill: colour('--paper') }),
    text(title, { x: margin.left, y: 21, fill: colour('--ink'), 'font-weight': 600, 'font-size': 13 }),
    ...legend,
    ...axes,
    ...lines,
    ...marks,
  ];
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const head = { xmlns: 'http://www.w3.org/2000/svg', ...size, role: 'img', 'font-family': font, 'font-size': 12 };
  return element('svg', head, content.join(''));
}
