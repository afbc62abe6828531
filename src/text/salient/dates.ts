/**
 * Our own grammar of dates and numbers. A date library would parse calendars; salient spans need exact borders instead.
 *
 * English dates: `7 November 1867`, `7th of November`, `November 7, 1867`, `November 1867`, `1867-11-07`, years from 1000 to 2099,
 * `1914–18`, `1939/40`, `44 BC`,
 * `10,000 BCE`, `AD 79`, `in 732`, numeric dates (`11/09/2001`, `25.12.1999`), ISO times, seasons with a year, decades (`1890s`, `'90s`), centuries and millennia (`20th century`, `fifth century BC`, `12th and
 * 13th centuries`), a month or weekday alone. Where a span holds a range of full years, each year is a date of its own.
 * Chinese dates, in simplified characters: `康熙六十一年`, `民国38年`, `1937-1945年`, `1949.10.1`, `乾隆年间`, `1987年3月5日`, `3月5日`, `公元前221年`, `20世纪90年代`, with Chinese or Latin digits; `705年`, and `79年` after 在, 于 and the like.
 */

import type { SalientSpan } from '../tokenizer/tokens.ts';
import { eraNames } from './chinese-eras.ts';

const months =
  'January|February|March|April|May|June|July|August|September|October|November|December|' +
  '(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\\.';
/** Beside a day or a year a short month needs no full stop: Dec 7, 1941. */
const monthsBeside = months.replace(/\\\.$/, '\\.?');
const weekday = '(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\\s+)?';
const day = '(?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?(?!\\d)';
const year = '(?:1\\d{3}|20\\d{2})(?!\\d)';
const era = '(?:BCE|BC|CE|AD|B\\.C\\.(?:E\\.)?|A\\.D\\.|C\\.E\\.)(?!\\p{L})';
const spelledOrdinals =
  'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|' +
  'fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first';
const ordinal = `(?:\\d{1,2}(?:st|nd|rd|th)|${spelledOrdinals})`;

/** From the most to the least specific: at each position the first alternative that fits is used. */
const englishDate = new RegExp(
  `(?<![\\p{L}\\p{N}$€£¥]|\\d[.,:/])(?:${[
    '\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?',
    '\\d{4}/\\d{1,2}/\\d{1,2}|\\d{1,2}/\\d{1,2}/(?:\\d{4}|\\d{2})|\\d{1,2}\\.\\d{1,2}\\.\\d{4}|\\d{1,2}-\\d{1,2}-\\d{4}|9/11(?!/)',
    `${weekday}${day}(?:\\s+of)?\\s+(?:${monthsBeside})(?!\\p{L})(?:,?\\s+${year}(?:\\s?${era})?|\\s+\\d{3}(?!\\d)(?:\\s?${era})?|,?\\s+\\d{1,4}\\s?${era})?`,
    `(?:${monthsBeside})\\s+\\d{1,4}\\s?${era}`,
    `${weekday}(?:${monthsBeside})\\s+${day}(?:,?\\s+(?:${year}(?:\\s?${era})?|\\d{1,4}\\s?${era}))?`,
    `(?:${monthsBeside})(?:,|\\s+of)?\\s+${year}(?:\\s?${era})?`,
    `(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)\\s+(?:of\\s+)?${year}`,
    `${ordinal}(?:(?:,|\\s+and|\\s+or|\\s+to|–|-)\\s*(?:the\\s+)?${ordinal})*[\\s-](?:centur(?:y|ies)|millenni(?:um|a))(?:\\s${era})?`,
    '(?:1\\d|20)\\d0s',
    '(?<=\\byear )\\d{1,4}(?!\\d)',
    `(?:AD|A\\.D\\.)\\s?\\d{1,4}`,
    `(?:\\d{1,3}(?:,\\d{3})+|\\d{1,6}(?:[–-]\\d{1,4})?)\\s?${era}`,
    `${year.replace('(?!\\d)', '')}[–/-]\\d{2}(?![\\d/])`,
    `${year}(?![.,:]\\d|[%°/])`,
    '(?<=\\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Cc]irca|c\\.)\\s)[1-9]\\d{2}(?=[.,;:)]?$|[.,;:)]\\s|\\s(?:and|by|when|but|under|after|until|with)\\s)',
    'Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?',
    `(?:${months})`,
  ].join('|')})(?![\\p{L}\\p{N}]|['’]\\p{L}(?<!['’]s))`,
  'gu',
);
const shortDecade = /(?<![\p{L}\p{N}])['’]\d0s(?!\p{L})/gu;

/** Months that are ordinary words or names, too: they are dates only after one of the words below, or with a day or year. */
const ambiguousMonth = /^(?:March|April|May|June|August)$/;
const beforeMonth =
  /\b(?:in|of|by|since|until|till|during|from|to|and|or|late|early|mid|last|next|this|each|every|between|through|before|after)[\s-]$/i;

const units = new RegExp(
  `^(?:[\\s-]?%|°[CF]?|\\s?°\\s?[CF]|[\\s-](?:${[
    'percent|per cent|percentage points|degrees?(?: (?:Celsius|Fahrenheit))?',
    '(?:square |cubic )?(?:kilo|centi|milli)?met(?:re|er)s?|(?:square |cubic )?(?:feet|foot|miles?|yards?|inch(?:es)?)|acres?|hectares?|fathoms?|leagues?|light[ -]years?',
    '(?:kilo|milli)?grams?|tonnes?|tons?|pounds?|ounces?|lit(?:re|er)s?|gallons?|barrels?|carats?',
    'km/h|m/s|km²|m²|km|cm|mm|m|kg|g|mg|ha|mph|kW|MW|GW|W|Hz|kHz|MHz|GHz|V|K|l|ml|ft|lb|lbs|oz',
    'seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centuries|nights?',
    '(?:kilo|mega|giga)?watts?|horsepower|volts?|joules?|calories|(?:kilo|mega|giga)?(?:bytes?|hertz)|knots|atmospheres',
    'dollars?|euros?|cents?|pence|francs?|marks|yen|roubles?|rubles?|guilders?|florins?|ducats?|shillings?|zloty',
  ].join('|')})(?![\\p{L}\\p{N}]))`,
  'u',
);
const magnitude = /^\s(?:hundred|thousand|million|billion|trillion)(?!\p{L})/u;
const number =
  /(?<![\p{L}\p{N}_]|\d[.,:/]|[-–]\d*|['’]|\[)(?:[$€£¥]\s?)?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\/\d+|[½⅓⅔¼¾])?|[½⅓⅔¼¾])(?![\p{L}\p{N}]|[:,.]\d|-\p{L}|\])/gu;
/** A number that identifies a thing is not a quantity. */
const beforeLabel =
  /\b(?:figure|fig\.|table|chapter|page|pages|pp?\.|section|step|line|verse|number|no\.|vol\.|volume|part|type|phase|route|highway)\s$/i;
/** "1500 people" is a quantity; in "the 1936 games" and "in 1936 games" the number is a date. */
const countedNoun =
  /^\s(?!was|is|has|his|its|as|this|thus|always|across|plus|less|perhaps)(?:\p{Ll}+s|\p{Ll}*(?:people|men|children))(?!\p{L})/u;
const dating = /\b(?:the|its|their|his|her|this|that|a|in|since|until|before|after)\s$/i;

/** Dates and numbers of one English sentence, sorted and without overlap. Positions count from the start of the text. */
export function findDatesAndNumbers(text: string): SalientSpan[] {
  const spans: SalientSpan[] = [];
  for (const match of text.matchAll(englishDate)) {
    const start = match.index;
    const end = start + match[0].length;
    const before = text.slice(Math.max(0, start - 12), start);
    const after = text.slice(end, end + 24);
    if (/^\d{4}$/.test(match[0])) {
      if (units.test(after) || magnitude.test(after) || beforeLabel.test(before)) continue;
      if (countedNoun.test(after) && !dating.test(before)) continue;
    }
    if (ambiguousMonth.test(match[0]) && !(beforeMonth.test(before) && !/^\s\p{Lu}/u.test(after))) continue;
    spans.push({ start, end, kind: 'date' });
  }
  for (const match of text.matchAll(shortDecade)) {
    spans.push({ start: match.index, end: match.index + match[0].length, kind: 'date' });
  }
  for (const match of text.matchAll(number)) {
    const start = match.index;
    let end = start + match[0].length;
    if (spans.some((span) => span.start < end && span.end > start)) continue;
    if (beforeLabel.test(text.slice(Math.max(0, start - 12), start))) continue;
    end += magnitude.exec(text.slice(end, end + 12))?.[0].length ?? 0;
    end += units.exec(text.slice(end, end + 32))?.[0].length ?? 0;
    spans.push({ start, end, kind: 'number' });
  }
  return spans.sort((a, b) => a.start - b.start);
}

const digit = '[0-9０-９〇○零一二三四五六七八九十廿卅百]';
const epoch = '(?:公元前|公元|西元前|西元|纪元前)';
const monthAndDay = `(?:${digit}{1,3}月(?:${digit}{1,3}[日号])?)`;
/** What shows that 三年 is a length of time and no year. */
const noYear = '(?!代|前|后|来|间)';
const chineseDate = new RegExp(
  [
    `(?:${epoch}?${digit}{1,4}|[上本])世纪(?:${digit}{1,2}年代|[初末中]期?)?`,
    `${epoch}?${digit}{2,4}年代`,
    `(?:[唐宋元明清]朝?)?(?:${eraNames})(?:元|${digit}{1,4})年${monthAndDay}?`,
    `(?<!${digit})${epoch}?${digit}{1,4}年${monthAndDay}`,
    `${epoch}(?:元|${digit}{1,6})年`,
    `(?<!\\d)\\d{4}[-–—~～至到]\\d{4}年${noYear}`,
    `(?<!${digit})(?:${digit}{4}|[12]\\d{3})年${noYear}`,
    `(?<![近约了过有用共达隔每\\d])\\d{3}年(?!代|前|后|来|间|里|内|的?历史)`,
    `(?<=[在于到自至从])\\d{2,3}年(?!代|前|后|来|间|里|内)`,
    `${digit}{1,3}月${digit}{1,3}[日号]`,
    '(?<![\\d./-])[12]\\d{3}([-/.])(?:1[0-2]|0?[1-9])\\1(?:3[01]|[12]\\d|0?[1-9])(?![\\d./-]*\\d)',
    `(?:${eraNames})年间`,
  ].join('|'),
  'gu',
);

/** Dates of a Chinese text. A month alone, or `三年` (three years), is not a date. */
export function findChineseDates(text: string): SalientSpan[] {
  return [...text.matchAll(chineseDate)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    kind: 'date',
  }));
}

const chineseNumber =
  /(?<![\d.A-Za-z])\d+(?:[,，]\d{3})*(?:\.\d+)?(?:多)?[百千万亿]*(?:多)?(?:平方|立方)?(?:公里|公尺|公分|千米|厘米|毫米|英里|米|公斤|千克|克|吨|公顷|亩|摄氏度|度|小时|分钟|秒|天|年|岁|个月|%|元|英镑|美元|升|伏|瓦)?/gu;

/** Quantities in digits with their unit, outside the dates of a Chinese text. A counted noun (14圈) is not part of the span. */
export function findChineseNumbers(text: string, dates: readonly SalientSpan[]): SalientSpan[] {
  return [...text.matchAll(chineseNumber)]
    .map((match): SalientSpan => ({ start: match.index, end: match.index + match[0].length, kind: 'number' }))
    .filter((span) => !dates.some(({ start, end }) => start < span.end && end > span.start));
}
