/**
 * A dictionary of the names of a Chinese corpus. Chinese marks names neither by capitals nor by spaces. So names are collected where the context
 * shows that they are names (titles, 《》, "born in …", "… was born in"), and are then recognised everywhere.
 */

import type { SpanKind } from '../tokenizer/tokens.ts';
import {
  isFree,
  isSound,
  isStraddling,
  kindOfForeign,
  kindOfSuffix,
  spellsSounds,
  strongSounds,
} from './chinese-names.ts';
import {
  commonWords,
  doubleSurnames,
  functionCharacters,
  gazetteer,
  roleEndings,
  suffixes,
  surnames,
  verbsAfterNames,
  wordySurnames,
} from './chinese-words.ts';

/** Words that directly follow the name of a person. */
const personCue =
  /^(?:本名|原名|出生|生于|去世|病逝|逝世|离世|小时候|少年|年轻时|晚年|从小|当过|担任|(?:\d{3,4}年)?出生|的(?:父亲|母亲|妻子|丈夫|儿子|女儿|弟弟|哥哥|妹妹|姐姐|祖父|朋友|老师|学生)|是\p{Script=Han}{0,8}(?:家|人|医生|皇帝|将军|诗人|大臣|宦官|平民|都督|王子)[，。、])/u;
/** Words before the name of a place that ends at a punctuation mark, 的 or 人. */
const placeCue =
  /(?:出生在|出生于|生于|来自|死在|葬在|定居|家乡在|家在|位于|坐落在|搬到|移居|前往|建在|选在|通往|流放到|地点是|停靠|住在)(\p{Script=Han}{2,6}?)(?=[，。、的]|\d)/gu;
const citizenCue = /(?:是|来自)(\p{Script=Han}{2,4})人(?=[，。、])/gu;
/** Words before the name of a person that ends at a punctuation mark, or before a few words that are hardly ever part of a name. */
const namedCue =
  /(?:原名|本名|名叫|原来叫|本来叫|笔名|老师是|丈夫|妻子|女友|弟弟|哥哥|儿子|妹妹|姐姐|女儿|祖父|国人|助手|技师|大臣|朋友|老师|画家|诗人|作家|化学家|物理学家|天文学家|数学家|建筑师|总设计师是|作者是|(?<=，)字|叫(?!作))(\p{Script=Han}{2,5}?)(?=[，。、的在是和与]|出|提|\d)/gu;
const work = /《([^《》]{2,12})》/gu;

/** The names of a corpus with their kinds; `titles` are the titles of its articles. */
export function chineseDictionary(texts: Iterable<string>, titles: Iterable<string> = []): Map<string, SpanKind> {
  const all = [...texts];
  const found = new Map<string, SpanKind>(gazetteer);
  const add = (name: string, kind: SpanKind) => {
    if (!found.has(name)) found.set(name, kind);
  };
  for (const text of all) for (const match of text.matchAll(work)) add(match[1]!, 'other');
  const persons = countPersons(all);
  const said = saidOfPersons(all);
  for (const title of titles) {
    if (title.length > 1 && title.length < 4 && beginsWithSurname(title) && said.has(title)) add(title, 'person');
    for (const part of title.split(/[《》的与和及：·]/u)) {
      const kind =
        part.length > 1 && part.length < 9 && !/^[下第首通]/u.test(part) ? kindOfTitle(part, said) : undefined;
      if (kind) add(part, kind);
      // 滑铁卢战役 happened at 滑铁卢.
      const site = /^(.{2,})(?:之战|战役|会战|海战|之变|条约)$/u.exec(part)?.[1];
      if (site) add(site, 'place');
    }
  }
  const cued = (pattern: RegExp, kind: SpanKind) => {
    for (const text of all) {
      for (const match of text.matchAll(pattern)) {
        const name = withoutRegion(match[1]!.replace(verbsAfterNames, ''));
        if (name.length > 1 && isKernel(name) && gazetteer.get(name.slice(0, 2)) !== 'other')
          add(name, kindOfSuffix(name) ?? kind);
      }
    }
  };
  cued(placeCue, 'place');
  cued(citizenCue, 'place');
  cued(namedCue, 'person');
  for (const [name, kind] of persons) add(name, kind);
  for (const [name, kind] of countPlaces(all)) if (!endsKnown(name, found)) add(name, kind);
  for (const name of countForeign(all)) add(name, 'person');
  return found;
}

/** 陕西咸阳 is two names; in 挪威东南部 only the first part is a name. */
function withoutRegion(name: string): string {
  for (let length = Math.min(4, name.length - 1); length > 1; length--) {
    if (!gazetteer.has(name.slice(0, length))) continue;
    const rest = name.slice(length);
    return rest.length < 2 || suffixes.has(rest) ? name : rest.replace(/^[东西南北中]+部.*$/u, '');
  }
  return name;
}

const isKernel = (name: string): boolean =>
  ([...name].every((character) => !functionCharacters.has(character)) || spellsSounds(name)) &&
  !commonWords.has(name) &&
  !plainWord.test(name);
/** Whether a string ends or begins like a common word. */
const plainWord =
  /^(?:公元|盛产|白天|德国|法国|英国|美国|俄国|农|贫|富|普通|乡|家乡|海边|河边|山|牧|平民|音乐|著名|有名|一|同|姓|母|父)|(?:家|人|家庭|农家|附近|一带|旁|边|里|学生|医生|教师|牧师|商人|工人|家族|教授|书|职员|门口|老师|画家|作家|朋友|兄弟|先生|庄园|农场|时代|海岸|海边|草原|乡下|故乡|家乡|监狱)$/u;

function kindOfTitle(title: string, said: ReadonlySet<string>): SpanKind | undefined {
  if (title.length < 4 && beginsWithSurname(title) && said.has(title)) return 'person';
  const fixed = gazetteer.get(title) ?? kindOfSuffix(title);
  if (fixed) return fixed;
  if (/(?:帝|皇|夫人|太宗|玄宗|高祖|汗|女王|国王|公主|船长)$/u.test(title)) return 'person';
  if (/兄弟$/u.test(title)) return 'person';
  if (said.has(title)) return 'person';
  return kindOfForeign(title);
}

const beginsWithSurname = (name: string): boolean => surnames.has(name[0]!) || wordySurnames.has(name[0]!);

/** All strings of two to four characters that are followed, somewhere, by words that follow a person's name; found in one pass for all titles. */
function saidOfPersons(texts: readonly string[]): Set<string> {
  const found = new Set<string>();
  const cues = new RegExp(`(?=${personCue.source.slice(1)})`, 'gu');
  for (const text of texts) {
    for (const { index } of text.matchAll(cues)) {
      for (let length = 2; length < 5 && length <= index; length++) found.add(text.slice(index - length, index));
    }
  }
  return found;
}

/** 寻找尼罗河 ends with a name that occurs alone, too. */
function endsKnown(name: string, known: ReadonlyMap<string, SpanKind>): boolean {
  for (let cut = 1; cut < name.length - 1; cut++) if (known.has(name.slice(cut))) return true;
  return false;
}

interface Sight {
  count: number;
  left: Set<string>;
  right: Set<string>;
  cue: boolean;
}

/** A surname and one or two characters that occur several times with different neighbours, which shows that they are a word. */
function countPersons(texts: readonly string[]): [string, SpanKind][] {
  const sights = new Map<string, Sight>();
  for (const text of texts) {
    for (let i = 0; i < text.length; i++) {
      const double = doubleSurnames.has(text.slice(i, i + 2));
      if (!double && !surnames.has(text[i]!) && !wordySurnames.has(text[i]!)) continue;
      const surname = double ? 2 : 1;
      for (const given of [1, 2]) {
        const name = text.slice(i, i + surname + given);
        if (!/^\p{Script=Han}+$/u.test(name) || [...name].some((character) => functionCharacters.has(character))) break;
        if (commonWords.has(name.slice(0, 2))) break;
        const sight = sights.get(name) ?? { count: 0, left: new Set(), right: new Set(), cue: false };
        sight.count++;
        sight.left.add(text[i - 1] ?? '。');
        sight.right.add(text[i + name.length] ?? '。');
        sight.cue ||= personCue.test(text.slice(i + name.length, i + name.length + 16));
        sights.set(name, sight);
      }
    }
  }
  const extended = new Map<string, number>();
  for (const [name, { count, right }] of sights) {
    const shorter = name.slice(0, -1);
    if (right.size > 1) extended.set(shorter, Math.max(extended.get(shorter) ?? 0, count));
  }
  const kept: [string, SpanKind][] = [];
  for (const [name, sight] of sights) {
    if (!recurs(sight, name)) continue;
    const whole = sights.get(name.slice(0, -1));
    if ((extended.get(name) ?? 0) >= 0.7 * sight.count || (whole && sight.count < 0.7 * whole.count)) continue;
    kept.push([name, sight.cue ? 'person' : (kindOfSuffix(name) ?? 'person')]);
  }
  return kept;
}

/** Whether a string has free borders on both sides: punctuation marks or function words, and not always the same one. */
function recurs({ count, left, right, cue }: Sight, name: string): boolean {
  if (wordySurnames.has(name[0]!) && !cue) return false;
  if (cue && count > 1 && [...left].some((before) => isFree(before) || roleEndings.has(before))) return true;
  const free = (neighbours: Set<string>) =>
    [...neighbours].filter((character) => functionCharacters.has(character)).length;
  return count > 1 && right.size > 1 && free(right) > 0 && free(left) > 0 && left.size > 1;
}

/** Two to four characters before an ending such as 桥 or 农校 that occur several times, mostly after a punctuation mark or a function word. */
function countPlaces(texts: readonly string[]): [string, SpanKind][] {
  const sights = new Map<string, { count: number; free: number; closed: boolean; kind: SpanKind }>();
  for (const text of texts) {
    for (let end = 3; end <= text.length; end++) {
      const ending = [4, 3, 2, 1].find((length) => suffixes.has(text.slice(end - length, end)));
      if (!ending || functionCharacters.has(text[end - ending - 1]!)) continue;
      for (let kernel = 2; kernel < 5 && end - ending - kernel >= 0; kernel++) {
        const start = end - ending - kernel;
        if (functionCharacters.has(text[start]!) || !/\p{Script=Han}/u.test(text[start]!)) break;
        // A foreign name is not divided; 大城市 and 座铁桥 are no names.
        if (
          (isSound(text[start]) && isSound(text[start - 1])) ||
          (kernel === 2 && /[大小老新古高旧活座条艘间所位]/u.test(text[start]!))
        )
          continue;
        const name = withoutRegion(text.slice(start, end));
        if (name.length < kernel + ending) continue;
        const kind = suffixes.get(text.slice(end - ending, end))!;
        const sight = sights.get(name) ?? { count: 0, free: 0, closed: false, kind };
        sight.count++;
        if (isFree(text[start - 1])) sight.free++;
        sight.closed ||= ending > 1 || isFree(text[end]);
        sights.set(name, sight);
      }
    }
  }
  return [...sights]
    .filter(([, { count, free, closed }]) => count > 1 && closed && 2 * free >= count)
    .map(([name, { kind }]) => [name, kind]);
}

/** Short transliterations that occur several times, somewhere with free borders on both sides: 提奥. Longer ones are recognised by their characters. */
function countForeign(texts: readonly string[]): string[] {
  const sights = new Map<string, Sight>();
  for (const text of texts) {
    for (let i = 0; i + 1 < text.length; i++) {
      if (!isSound(text[i]) || isStraddling(text.slice(i, i + 2))) continue;
      let end = i + 1;
      while (isSound(text[end])) end++;
      const name = text.slice(i, end);
      if (name.length < 2 || name.length > 4 || (strongSounds(name) === 0 && name.length < 4)) continue;
      const sight = sights.get(name) ?? { count: 0, left: new Set<string>(), right: new Set<string>(), cue: false };
      sight.count++;
      sight.left.add(text[i - 1] ?? '。');
      sight.right.add(text[end] ?? '。');
      sight.cue ||= isFree(text[i - 1]) && isFree(text[end]) && !isSound(text[end]);
      sights.set(name, sight);
    }
  }
  return [...sights]
    .filter(([, { count, left, right, cue }]) => count > 1 && cue && left.size > 1 && right.size > 1)
    .map(([name]) => name);
}
