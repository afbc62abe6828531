import { expect, it } from 'vitest';
import { markupOf } from '../testing/markup.tsx';
import { Sentences } from './sentences.tsx';

const shown = (language: string) =>
  markupOf(
    <Sentences>
      {'a'}
      {''}
      {null}
      <strong>b</strong>
      {false}
      {'c'}
    </Sentences>,
    {},
    {},
    language,
  );

it('stand beside each other as their language has it; what is empty leaves nothing', () => {
  expect(shown('en')).toBe('a <strong>b</strong> c');
  expect(shown('zh-Hans')).toBe('a<strong>b</strong>c');
});
