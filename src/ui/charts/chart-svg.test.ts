import { describe, expect, it } from 'vitest';
import { apart } from './chart-lines.ts';
import { type ChartPicture, chartSvg } from './chart-svg.ts';
import { ticksOf } from './ticks.ts';

const picture: ChartPicture = {
  title: 'Loss',
  series: [
    { label: 'batch', colour: '--ink', x: Float64Array.of(0, 50, 100), y: Float64Array.of(0, 1, 0.5) },
    {
      label: 'A & B',
      colour: '--run-a',
      dash: [8, 3],
      mark: 'A',
      dots: true,
      x: Float64Array.of(100),
      y: Float64Array.of(1),
    },
  ],
  from: 0,
  to: 100,
  rules: [50],
  ruleLabels: ['ICT', 'Joint'],
  axisTitle: 'Step within each phase',
  range: [0, 1],
  format: (value, digits) => value.toFixed(digits),
};
const style = { width: 276, height: 204, colour: (name: string) => `rgb(${name.length}, 0, 0)` };

describe('a chart as SVG', () => {
  const svg = chartSvg(picture, style);

  it('puts values where the axes say: 200 by 100 pixels beside the margins', () => {
    // left 54, top 62, right 22, bottom 42
    expect(svg).toContain('points="54,162 154,62 254,112"');
    expect(svg).toContain('cx="254" cy="62"');
    expect(svg).toContain('<line x1="154" x2="154" y1="62" y2="162"');
  });

  it('has title, phases, ticks, legend and the letter of a pinned run', () => {
    for (const words of ['Loss', 'ICT', 'Joint', 'batch', 'A  A &amp; B', 'A'])
      expect(svg).toContain(`>${words}</text>`);
    expect(svg).toContain('stroke-dasharray="8 3"');
    expect(svg).toContain('>0.5</text>');
  });

  it('counts steps within each phase, as the page does, and says so', () => {
    const words = [...svg.matchAll(/<text x="([\d.]+)" y="178"[^>]*>([^<]*)</g)].map(
      ([, x, label]) => `${x}: ${label}`,
    );
    expect(words).toEqual(['54: 0', '104: 25', '154: 0', '204: 25', '254: 50']);
    expect(svg).toContain('>Step within each phase</text>');
  });

  it('leaves out the name of a phase that has no room for it', () => {
    const narrow = chartSvg({ ...picture, rules: [3, 6], ruleLabels: ['ICT', 'Warm-up', 'Joint'] }, style);
    expect(narrow).toContain('>Joint</text>');
    expect(narrow).not.toMatch(/>(ICT|Warm-up)<\/text>/);
  });

  it('keeps its title away from the upper edge', () => {
    const [, y] = /<text x="54" y="(\d+)"[^>]*>Loss</.exec(svg)!;
    // letters of 13 pixels
    expect(Number(y)).toBeGreaterThanOrEqual(13 + 6);
  });

  it('shows markup in words as words', () => {
    const label = '</text><script>alert(1)</script>"\u0000';
    const hostile = chartSvg(
      { ...picture, title: label, ruleLabels: [label, ''], axisTitle: label },
      { ...style, width: 900 },
    );
    expect(hostile).not.toContain('<script');
    expect(hostile).not.toContain('\u0000');
    expect(hostile).toContain('&lt;/text&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;');
  });

  it('is a whole picture where nothing was measured', () => {
    const empty = chartSvg(
      {
        ...picture,
        series: [{ ...picture.series[0]!, x: new Float64Array(0), y: new Float64Array(0) }],
        range: undefined,
      },
      style,
    );
    expect(empty).not.toContain('NaN');
    expect(empty).toContain('</svg>');
  });
});

describe('ticks', () => {
  it.each([
    [0, 1, 4, [0, 0.25, 0.5, 0.75, 1]],
    [-0.3, 4.2, 3, [0, 2, 4]],
    [20, 110, 4, [25, 50, 75, 100]],
  ])('from %d to %d, about %d', (low, high, count, ticks) => {
    expect(ticksOf(low, high, count).ticks).toEqual(ticks);
  });
});

describe('letters at the ends of lines', () => {
  it('stay apart, in their order', () => {
    expect(apart([10, 12, 50, 11], 10)).toEqual([10, 30, 50, 20]);
  });
});
