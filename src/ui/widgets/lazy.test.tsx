import { expect, it } from 'vitest';
import { markupOf } from '../testing/markup.tsx';
import { lazyPage } from './lazy.tsx';

it('a page has its landmark, to which the skip link leads, before its code is there', () => {
  const Page = lazyPage('index', () => new Promise(() => {}));
  expect(markupOf(<Page />)).toMatch(/^<main id="index"[^>]* aria-busy="true"/);
});
