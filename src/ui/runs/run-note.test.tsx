import { describe, expect, it } from 'vitest';
import { markupOf, textOf } from '../testing/markup.tsx';
import { RunNote } from './run-note.tsx';

const shown = (note: string, language = 'en') => markupOf(<RunNote note={note} of="Smoke" />, {}, {}, language);

describe('the note of a run', () => {
  it('stands whole where it is short', () => {
    expect(shown('To be repeated.\nWith seed 2.')).not.toContain('<button');
  });

  it.each([
    ['many characters', 'word '.repeat(2000)],
    ['many lines', 'a\n'.repeat(20)],
  ])('is folded where it has %s, and can be shown whole', (_, note) => {
    const markup = shown(note);
    expect(markup).toContain('aria-expanded="false"');
    expect(markup).toContain('aria-label="Show the whole note: Smoke"');
    // all of it is there for a screen reader and for the search of the browser
    expect(textOf(markup)).toContain(note.trim().replace(/\s+/g, ' '));
    expect(shown(note, 'zh-Hans')).toContain('显示全部备注');
  });
});
