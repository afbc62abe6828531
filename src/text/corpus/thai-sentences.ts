/** Ends of sentences in Thai and Lao, which have no mark for them: a space separates clauses, and also surrounds numbers and lists. */
import { lengthInWords } from './word-count.ts';

/** A clause of fewer words does not stand alone. */
const shortest = 8;
/** The next clause has at least this many words, unless the text ends: otherwise the space stands in a list. */
const shortestNext = 4;
/** A space between two letters, not after ๆ, which repeats the word before it; or between a year and a letter. */
const space =
  /(?:(?<=[\p{sc=Thai}\p{sc=Lao}])(?<![ๆໆ])|(?<=[พค]\.ศ\.\s?\p{Nd}{3,5}))[^\S\n]+(?=[\p{sc=Thai}\p{sc=Lao}])/gu;
const line = /(?<=[\p{sc=Thai}\p{sc=Lao}][^\n]{0,99})\n/gu;
/** Words that continue a sentence (and, or, but, which, by, because, so, when, with, such as, namely, according to, …), and abbreviations. */
const continuing =
  /^(?:และ|หรือ|แต่|ซึ่ง|โดย|เพราะ|จึง|เมื่อ|กับ|เช่น|คือ|ได้แก่|อัน|ที่|ทั้ง|รวม|เพื่อ|จนถึง|ตลอดจน|ตาม|ของ|เป็น|มี|ใน|จาก|แก่|ให้|ແລະ|ຫຼື|ແຕ່|ເຊິ່ງ|ໂດຍ|[\p{sc=Thai}]{1,3}\.)/u;

/** Where sentences end that no mark ends: at the end of a line, and at a space after which a new clause begins. */
export function* spacedEnds(text: string): Iterable<number> {
  if (!/[\p{sc=Thai}\p{sc=Lao}]/u.test(text)) return;
  for (const match of text.matchAll(line)) yield match.index;
  let start = 0;
  for (const match of text.matchAll(space)) {
    const after = match.index + match[0].length;
    const rest = text.slice(after, after + 200);
    if (continuing.test(rest)) continue;
    const [next] = /^.*?(?=[\p{sc=Thai}\p{sc=Lao}]\s[\p{sc=Thai}\p{sc=Lao}]|$)/u.exec(rest)!;
    if (next.length < rest.length && lengthInWords(next) < shortestNext) continue;
    // A mark or the end of a line may have begun a sentence in between.
    if (lengthInWords(text.slice(start, match.index).replace(/^.*[\n!?]/su, '')) < shortest) continue;
    yield match.index;
    start = after;
  }
}
