/** Names in Chinese sentences: names of a dictionary, titles of works in 《》, and foreign names, recognised by the characters of transliteration. */

import type { Range, SalientSpan, SpanKind } from '../tokenizer/tokens.ts';
import {
  commonWords,
  doubleSurnames,
  functionCharacters,
  gazetteer,
  longestSuffix,
  roleEndings,
  soundInner,
  soundMild,
  soundStrong,
  straddling,
  suffixes,
  surnames,
} from './chinese-words.ts';

const longestName = 12;

/** Names of a sentence, sorted, without overlap with each other or with `taken` (dates and numbers). At each position the longest name wins. */
export function findChineseNames(
  sentence: string,
  taken: readonly Range[],
  dictionary: ReadonlyMap<string, SpanKind>,
): SalientSpan[] {
  const spans: SalientSpan[] = [];
  for (let i = 0; i < sentence.length; ) {
    const clash = taken.find(({ start, end }) => i >= start && i < end);
    if (clash) {
      i = clash.end;
      continue;
    }
    const name = workAt(sentence, i) ?? nameAt(sentence, i, dictionary) ?? personAt(sentence, i);
    // A number may end a name (阿波罗11号), but no name begins before a date and ends inside it.
    if (!name || taken.some(({ start, end }) => start < name.end && end > name.end)) {
      i++;
      continue;
    }
    spans.push(name);
    i = name.end;
  }
  return spans;
}

/** The text in 《》, without the marks. */
function workAt(sentence: string, i: number): SalientSpan | undefined {
  if (sentence[i - 1] !== '《') return undefined;
  const end = sentence.indexOf('》', i);
  return end > i ? { start: i, end, kind: 'other' } : undefined;
}

function nameAt(sentence: string, i: number, dictionary: ReadonlyMap<string, SpanKind>): SalientSpan | undefined {
  let end = i;
  let kind: SpanKind = 'other';
  for (let length = Math.min(longestName, sentence.length - i); length > 1; length--) {
    const known = dictionary.get(sentence.slice(i, i + length));
    if (known) {
      end = i + length;
      kind = known;
      break;
    }
  }
  const foreign = endOfForeign(sentence, i);
  if (foreign > end && !gazetteer.has(sentence.slice(i, end)) && !splitsKnown(sentence, end, foreign, dictionary)) {
    end = foreign;
    kind = 'person';
  }
  if (end === i) return undefined;
  const suffix = suffixAt(sentence, end);
  if (suffix) return { start: i, end: end + suffix[0], kind: suffix[1] };
  return { start: i, end, kind };
}

/** Whether a transliteration consists of two known names, one directly after the other. */
function splitsKnown(
  sentence: string,
  end: number,
  foreign: number,
  dictionary: ReadonlyMap<string, SpanKind>,
): boolean {
  for (let length = 2; end + length <= foreign; length++) {
    if (dictionary.has(sentence.slice(end, end + length))) return true;
  }
  return false;
}

/** A punctuation mark, a function word or the end of the sentence: a name may begin or end there. */
export function isFree(character: string | undefined): boolean {
  return character === undefined || functionCharacters.has(character);
}

/** A surname with a given name that is not in the dictionary: between free borders, or after the occupation of the person. */
function personAt(sentence: string, i: number): SalientSpan | undefined {
  const ruler = /^[秦汉魏晋隋唐宋辽金元明清]\p{Script=Han}{1,2}(?:[帝宗祖]|皇(?!后))(?!\p{Script=Han}?[家国])/u.exec(
    sentence.slice(i, i + 6),
  );
  if (ruler && ![...ruler[0]].some((character) => functionCharacters.has(character))) {
    return { start: i, end: i + ruler[0].length, kind: 'person' };
  }
  const titled = titledAt(sentence, i);
  if (titled) return titled;
  const surname = doubleSurnames.has(sentence.slice(i, i + 2)) ? 2 : 1;
  if ((surname === 1 && !surnames.has(sentence[i]!)) || commonWords.has(sentence.slice(i, i + 2))) return undefined;
  const before = sentence[i - 1];
  const role = before !== undefined && (roleEndings.has(before) || before === '由' || before === '、');
  for (const end of [i + surname + 2, i + surname + 1]) {
    const given = sentence.slice(i + surname, end);
    if (!/^\p{Script=Han}+$/u.test(given)) continue;
    // 王献之: 之 is the only function word that ends names.
    const inner = role && end === i + surname + 2 ? given.replace(/之$/u, '') : given;
    if ([...inner].some((character) => functionCharacters.has(character))) continue;
    const whole = end === i + surname + 2;
    const free = isFree(before) && !numeral.test(before ?? '');
    const clear = whole
      ? free
      : /[，。、和与及]/u.test(before ?? '。') && /[在的是于与和，。、]/u.test(sentence[end] ?? '');
    const acts = (role || opens.test(before ?? '。')) && personVerb.test(sentence.slice(end, end + 2));
    if ((isFree(sentence[end]) && (role || clear)) || (whole && before === '由') || acts) {
      return { start: i, end, kind: 'person' };
    }
  }
  return undefined;
}

/** Before a person who is the subject of a clause, and verbs whose subject is a person. */
const opens = /[，。、；：“「年月日]/u;
const personVerb =
  /^(?:出生|去世|逝世|病逝|遇刺|就义|写了|写成|写下|画了|发表|担任|获得|率军|率领|设计|发明|翻译|编写|修建|创立|擅长|身高|离开|到达|回到|登上|当选|称帝|访问|会见|建立|坐牢|驾驶|出版|来自|辅佐)/u;

const numeral = /[一两三四五六七八九十几每这那]/u;

/** After the office of a foreigner fewer characters of transliteration are enough: 总统杜鲁门. */
function titledAt(sentence: string, i: number): SalientSpan | undefined {
  if (!foreignOffice.test(sentence.slice(Math.max(0, i - 3), i)) || !isSound(sentence[i])) return undefined;
  const name = /^\p{Script=Han}+/u.exec(sentence.slice(i, i + 6))?.[0] ?? '';
  const length = [...name].findIndex(
    (character) => isFree(character) || !(isSound(character) || soundInner.has(character)),
  );
  const end = i + (length < 0 ? name.length : length);
  return end - i > 1 && isFree(sentence[end]) ? { start: i, end, kind: 'person' } : undefined;
}

const foreignOffice = /(?:总统|首相|总理|主席|国王|女王|沙皇|教皇|教宗|将军|博士|教授|医生|大使|部长|诗人|作家|画家)$/u;

/** Length and kind of the ending at `at` that belongs to the name before it, such as 大学; a single character only before a border. */
function suffixAt(sentence: string, at: number): [number, SpanKind] | undefined {
  for (let length = longestSuffix; length > 0; length--) {
    const kind = suffixes.get(sentence.slice(at, at + length));
    if (!kind) continue;
    if (length > 1 || isFree(sentence[at + 1])) return [length, kind];
  }
  return undefined;
}

/** The kind of a name by its ending, if the ending shows it. */
export function kindOfSuffix(name: string): SpanKind | undefined {
  for (let length = Math.min(longestSuffix, name.length - 1); length > 0; length--) {
    const kind = suffixes.get(name.slice(-length));
    if (kind) return kind;
  }
  return undefined;
}

/** `person` if all characters of a name are characters of transliteration (a place would have been recognised by its context). */
export function kindOfForeign(name: string): SpanKind | undefined {
  const spelled = [...name].every((character) => isSound(character) || character === '·');
  return spelled && [...name].some((character) => soundStrong.has(character)) ? 'person' : undefined;
}

export const isSound = (character: string | undefined): boolean =>
  character !== undefined && (soundStrong.has(character) || soundMild.has(character));

/** Whether a text could be a foreign name from its first to its last character: 热那亚. */
export function spellsSounds(text: string): boolean {
  return (
    text.length > 2 &&
    isSound(text[0]) &&
    isSound(text.at(-1)) &&
    [...text].every((character) => isSound(character) || soundInner.has(character))
  );
}

/** Whether the border of a foreign name lies between two characters, or they are no part of a name at all. */
export function isStraddling(pair: string): boolean {
  return straddling.has(pair);
}

/** Whether the text is a transliteration, and how many of its characters are used for hardly anything else. */
export function strongSounds(text: string): number {
  return [...text].every(isSound) ? [...text].filter((character) => soundStrong.has(character)).length : 0;
}

/** The end of the foreign name that begins at `i`, or `i` if there is none. */
function endOfForeign(sentence: string, i: number): number {
  if (!beginsForeign(sentence, i)) return i;
  let end = i + 1;
  while (end < sentence.length && (isSound(sentence[end]) || soundInner.has(sentence[end]!) || sentence[end] === '·'))
    end++;
  while (end > i && (!isSound(sentence[end - 1]) || straddling.has(sentence.slice(end - 1, end + 1)))) end--;
  const strong = [...sentence.slice(i, end)].filter((character) => soundStrong.has(character)).length;
  if (end - i > 2 && strong > 1) return end;
  // A shorter name is enough if an ending shows its kind: 塔纳湖, 帕多瓦大学.
  const clear = end - i > 2 || (end - i === 2 && isFree(sentence[i - 1]));
  return clear && strong > 0 && suffixAt(sentence, end) ? end : i;
}

function beginsForeign(sentence: string, i: number): boolean {
  if (straddling.has(sentence.slice(Math.max(0, i - 1), i + 1)) || straddling.has(sentence.slice(i, i + 2)))
    return false;
  if (isSound(sentence[i])) return true;
  return (
    soundInner.has(sentence[i]!) && isFree(sentence[i - 1]) && [1, 2, 3].every((step) => isSound(sentence[i + step]))
  );
}
