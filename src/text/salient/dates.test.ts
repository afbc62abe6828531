import { describe, expect, it } from 'vitest';
import { findChineseDates, findDatesAndNumbers } from './dates.ts';

function found(text: string): string[] {
  return findDatesAndNumbers(text).map(({ start, end, kind }) => `${kind[0]}:${text.slice(start, end)}`);
}

describe('findDatesAndNumbers', () => {
  // d: date, n: number; each line holds all of its spans.
  it.each([
    ['She was born on 7 November 1867 in Warsaw.', ['d:7 November 1867']],
    ['On November 7, 1867, it snowed.', ['d:November 7, 1867']],
    ['It began on the 7th of November and ended in May 1920.', ['d:7th of November', 'd:May 1920']],
    ['The file is dated 1867-11-07.', ['d:1867-11-07']],
    ['From 1914 to 1918, then 1914–18, then (1867–1934).', ['d:1914', 'd:1918', 'd:1914–18', 'd:1867', 'd:1934']],
    ['Caesar died in 44 BC and Vesuvius blew up in AD 79.', ['d:44 BC', 'd:AD 79']],
    ['In the 1890s and the early 20th century it grew.', ['d:1890s', 'd:20th century']],
    ['Music of the ’90s and of the mid-1980s.', ['d:’90s', 'd:1980s']],
    ['From the fifth century BC to the 12th and 13th centuries.', ['d:fifth century BC', 'd:12th and 13th centuries']],
    ['A nineteenth-century house.', ['d:nineteenth-century']],
    ['In May the queen may march; in March they marched.', ['d:May', 'd:March']],
    ['May Smith and April Jones met June.', []],
    ['They met on Tuesday, in July.', ['d:Tuesday', 'd:July']],
    ['The peak is 29,029 feet high.', ['n:29,029 feet']],
    ['There are 118 elements.', ['n:118']],
    ['It cost $4.5 million and 3.5% more, or 20 per cent.', ['n:$4.5 million', 'n:3.5%', 'n:20 per cent']],
    ['Some 1500 people came in 1500.', ['n:1500', 'd:1500']],
    ['The 1936 games drew 4,000 athletes.', ['d:1936', 'n:4,000']],
    ['It is 2000 km long, built by 1200 men in 1200.', ['n:2000 km', 'n:1200', 'd:1200']],
    ['See figure 3, page 12, CO2, B12, a 20-year plan at 10:30 [4].', []],
    ['Water boils at 100 °C and at 212 degrees Fahrenheit.', ['n:100 °C', 'n:212 degrees Fahrenheit']],
    ["The 1906 earthquake and 1906's fire.", ['d:1906', 'd:1906']],
    ['He was second in the third race.', []],
    ['It happened on 11/09/2001 and on 25.12.1999, not at 1.2.3.', ['d:11/09/2001', 'd:25.12.1999']],
    ['Founded 2001-09-11T08:46:00Z, closed 2001-09-11 10:28.', ['d:2001-09-11T08:46:00Z', 'd:2001-09-11 10:28']],
    ['Farming began c. 10,000 BCE; 10,000 people came in 3000 BC.', ['d:10,000 BCE', 'n:10,000', 'd:3000 BC']],
    ['It began Dec 7, 1941 at dawn and Sept. 3 1942.', ['d:Dec 7, 1941', 'd:Sept. 3 1942']],
    ['On Monday, September 8, 1930, and on March 15, 44 BC.', ['d:Monday, September 8, 1930', 'd:March 15, 44 BC']],
    [
      'Fought in 732, in 300 cities, by 400 men, in spring 1968 and 1939/40.',
      ['d:732', 'n:300', 'n:400', 'd:spring 1968', 'd:1939/40'],
    ],
    ['The 9/11 attacks, 3/4 of them, ½ mile and 2½ hours.', ['d:9/11', 'n:3/4', 'n:½ mile', 'n:2½ hours']],
    ['On August 5th, 2014 and in August 30 BC.', ['d:August 5th, 2014', 'd:August 30 BC']],
  ])('%s', (text, spans) => {
    expect(found(text)).toEqual(spans);
  });
});

describe('findChineseDates', () => {
  it.each([
    ['他于1987年3月5日出生，2001年毕业。', ['1987年3月5日', '2001年']],
    ['公元前221年，秦始皇统一中国。', ['公元前221年']],
    ['二十世纪初，一九四九年十月一日，20世纪90年代。', ['二十世纪初', '一九四九年十月一日', '20世纪90年代']],
    ['三年前的3月5日，他学了三年。', ['3月5日']],
    ['公元前10000年和公元前221年。', ['公元前10000年', '公元前221年']],
    ['12345年不是年份，2345年是。', ['2345年']],
    ['民国38年和民国三十八年二月。', ['民国38年', '民国三十八年二月']],
    [
      '康熙六十一年，清朝乾隆五十七年，贞观元年，昭和20年8月15日。',
      ['康熙六十一年', '清朝乾隆五十七年', '贞观元年', '昭和20年8月15日'],
    ],
    [
      '1949.10.1成立，2008/8/8开幕，2001-09-11；版本1949.10.1.2，比例2008/88/8。',
      ['1949.10.1', '2008/8/8', '2001-09-11'],
    ],
    ['乾隆年间修建，清朝康熙年间重修，元年间没有。', ['乾隆年间', '康熙年间']],
    ['1937-1945年，1939年至1945年，上世纪80年代。', ['1937-1945年', '1939年', '1945年', '上世纪80年代']],
  ])('%s', (text, spans) => {
    expect(findChineseDates(text).map(({ start, end }) => text.slice(start, end))).toEqual(spans);
  });
});
