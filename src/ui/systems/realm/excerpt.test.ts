import { describe, expect, it } from 'vitest';
import { byPrior, excerptOf } from './excerpt.ts';

/** A text with its answers found in it. */
const found = (text: string, answer: string) => ({
  text,
  answers: [...text.matchAll(new RegExp(answer, 'g'))].map(({ index }) => ({
    start: index,
    end: index + answer.length,
  })),
});
const marked = ({ text, answers }: ReturnType<typeof found>) => answers.map(({ start, end }) => text.slice(start, end));

describe('an excerpt', () => {
  it('begins a few words before the answer, and marks the same words', () => {
    const whole = found(
      'Nadia Okonkwo kept one lamp and three windows. All her maps were drawn in Trondheim, and Trondheim keeps them.',
      'Trondheim',
    );
    const excerpt = excerptOf(whole);
    expect(excerpt.text).toBe('… her maps were drawn in Trondheim, and Trondheim keeps them.');
    expect(marked(excerpt)).toEqual(['Trondheim', 'Trondheim']);
  });

  it('begins nearer to the answer where there is less room', () => {
    const whole = found('She was a surveyor. Her maps were drawn in Porto.', 'Porto');
    expect(excerptOf(whole, 10).text).toBe('… drawn in Porto.');
  });

  it('is the whole text where the answer stands near the beginning, or not at all', () => {
    for (const answer of ['1911', 'Porto']) {
      const whole = found('Born in 1911, Nadia was a surveyor for many years.', answer);
      expect(excerptOf(whole)).toEqual(whole);
    }
  });

  it('is cut between characters where words are not separated', () => {
    const whole = found(
      '她在特隆赫姆的港口小镇做了一辈子的制图师，她所有的地图都是在那里画的，地图现在保存在市图书馆里，馆名叫星港。',
      '星港',
    );
    const excerpt = excerptOf(whole);
    expect(excerpt.text.indexOf('星港')).toBeLessThan(28);
    expect(marked(excerpt)).toEqual(['星港']);
    const rare = found(`${'𠀀'.repeat(40)}星港。`, '星港');
    expect(excerptOf(rare).text).toMatch(/^… 𠀀+星港。$/u);
  });
});

it('sorts by p(z|x) and leaves the list as it was', () => {
  const list = [{ prior: 0.1 }, { prior: 0.6 }, { prior: 0.3 }];
  expect(byPrior(list).map(({ prior }) => prior)).toEqual([0.6, 0.3, 0.1]);
  expect(list[0]!.prior).toBe(0.1);
});
