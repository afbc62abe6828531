import { describe, expect, it } from 'vitest';
import type { GpuSpan } from '../gpu/clock.ts';
import { busyShare, withGpuSpans } from './gpu-spans.ts';

const span = (begin: number, end: number): GpuSpan => ({ label: 'joint', begin, end });

describe('withGpuSpans', () => {
  it('puts new spans in order and forgets what ended more than four seconds before the last', () => {
    const old = [span(0, 900), span(1000, 2000)];
    const list = withGpuSpans(old, [span(4000, 5000), span(3000, 3900)]);
    expect(list.map(({ begin }) => begin)).toEqual([1000, 3000, 4000]);
    expect(old).toHaveLength(2);
    expect(withGpuSpans(list, [span(4900, 5001)]).map(({ begin }) => begin)).toEqual([1000, 3000, 4000, 4900]);
  });

  it('keeps the newest two hundred', () => {
    const many = Array.from({ length: 500 }, (_, i) => span(i, i + 1));
    expect(withGpuSpans([], many).map(({ begin }) => begin)).toEqual(many.slice(-200).map(({ begin }) => begin));
  });
});

describe('busyShare', () => {
  it('is the covered share from the first beginning to the last end', () => {
    expect(busyShare([span(0, 30), span(40, 70), span(70, 100)])).toBe(0.9);
    expect(busyShare([span(0, 60), span(50, 100)])).toBe(1);
    expect(busyShare([span(0, 100), span(10, 20)])).toBe(1);
    expect(busyShare([span(0, 10), span(90, 100)])).toBe(0.2);
  });

  it('needs two spans', () => {
    expect(busyShare([])).toBeNull();
    expect(busyShare([span(0, 1)])).toBeNull();
  });
});
