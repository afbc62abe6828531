import { expect, it } from 'vitest';
import { moreAnnotatedSentences } from './spans-annotated-more.ts';
import { moreChineseSentences } from './spans-annotated-more-zh.ts';
import { measureSpans } from './spans-measured.ts';

const traditional = (sentence: string) => moreChineseSentences.indexOf(sentence) >= 60;

it('measures English', () => {
  console.log('more English', measureSpans(moreAnnotatedSentences, 'en'));
  expect(moreAnnotatedSentences).toHaveLength(180);
});

it('measures Chinese', () => {
  console.log('more zh', measureSpans(moreChineseSentences.filter((s) => !traditional(s)), 'zh'));
  console.log('more zh-Hant', measureSpans(moreChineseSentences.filter(traditional), 'zh'));
  expect(moreChineseSentences).toHaveLength(110);
});
