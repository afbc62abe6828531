/** Guesses the language of documents. It decides where sentences end, how words are counted, and how names and dates are found. */

/** A script that more than a fifth of the letters belong to; languages of one script are told apart by letters that only one of them has. */
const scripts: readonly (readonly [language: string, script: RegExp, ...others: readonly [string, RegExp][]])[] = [
  // Japanese before Chinese: it mixes kana with Han characters.
  ['ja', /[\p{sc=Hiragana}\p{sc=Katakana}]/gu],
  ['ko', /\p{sc=Hangul}/gu],
  ['zh', /\p{sc=Han}/gu],
  ['ru', /\p{sc=Cyrillic}/gu, ['uk', /[іїєґ]/giu]],
  ['ar', /\p{sc=Arabic}/gu, ['ur', /[ٹڈڑںےہ]/gu], ['fa', /[پچژگکی]/gu]],
  ['el', /\p{sc=Greek}/gu],
  ['he', /\p{sc=Hebrew}/gu],
  ['hi', /\p{sc=Devanagari}/gu],
  ['bn', /\p{sc=Bengali}/gu],
  ['pa', /\p{sc=Gurmukhi}/gu],
  ['gu', /\p{sc=Gujarati}/gu],
  ['ta', /\p{sc=Tamil}/gu],
  ['te', /\p{sc=Telugu}/gu],
  ['kn', /\p{sc=Kannada}/gu],
  ['ml', /\p{sc=Malayalam}/gu],
  ['si', /\p{sc=Sinhala}/gu],
  ['th', /\p{sc=Thai}/gu],
  ['lo', /\p{sc=Lao}/gu],
  ['km', /\p{sc=Khmer}/gu],
  ['my', /\p{sc=Myanmar}/gu],
  ['bo', /\p{sc=Tibetan}/gu],
  ['hy', /\p{sc=Armenian}/gu],
  ['ka', /\p{sc=Georgian}/gu],
  ['am', /\p{sc=Ethiopic}/gu],
];

/** Frequent words of languages in Latin script. */
const latin: Record<string, string> = {
  en: 'the a an of and to in is was that for with as on by are from at it he his were which be this has',
  de: 'der die und das den von zu mit ist im des ein eine dem für auf wurde nicht sich auch als war bei nach aus einer',
  nl: 'de het een van en in is dat op te zijn met voor niet aan er om hij wordt werd door naar bij ook uit',
  da: 'og i at det er en den til på af med for der de som et har ikke fra var blev han hun efter eller ved også',
  nb: 'og i å det er en den til på av med for som et har ikke fra var ble han hun etter eller ved også mellom',
  sv: 'och i att det är en den till på av med för som ett har inte från var blev han hon efter eller vid också',
  fr: 'le la les de des et en un une du est dans que qui pour par sur au avec il plus pas son ce sont été',
  es: 'el la de los las y en que del un una es se por con para su al lo como más fue era o este',
  pt: 'o a os as de do da dos das e em que um uma é se por com para no na ao não foi seu sua mais',
  it: 'il la di che e in un una del della è per con non si le dei da al sono nel alla gli fu come più',
  pl: 'i w na z że się do jest nie to od za po przez dla jako był była oraz który która jego roku są',
  cs: 'a v na se je že s z do o byl byla ve který která jako pro by ze po roku jeho také za při není',
  fi: 'ja on ei oli se hän että joka ovat mutta kun myös sen hänen vuonna sekä tai kuin mukaan',
  hu: 'a az és egy hogy nem is volt meg csak de mint ez vagy el ki már még szerint évben',
  tr: 've bir bu da de için ile olarak olan çok daha en sonra kadar gibi ancak tarafından yılında olduğu',
  ro: 'și în de la a cu pe din este un o care nu fost sau mai pentru al ale după sa său',
};
const frequent = Object.entries(latin).map(([language, words]) => [language, new Set(words.split(' '))] as const);
/** Among fewer words that are known in any language, the guess would be chance. */
const fewestKnown = 2;

/** A BCP 47 tag, guessed from the script of the letters, in Latin script from frequent words; `en` if these are too few. */
export function guessLanguage(documents: Iterable<{ text: string }>): string {
  let sample = '';
  for (const { text } of documents) {
    sample += ` ${text.slice(0, 2000)}`;
    if (sample.length > 20_000) break;
  }
  const letters = count(sample, /\p{L}/gu);
  for (const [language, script, ...others] of scripts) {
    if (count(sample, script) <= letters * 0.2) continue;
    return others.find(([, own]) => count(sample, own) > letters * 0.02)?.[0] ?? language;
  }
  const words = sample.toLowerCase().match(/\p{L}+(?:['’]\p{L}+)*/gu) ?? [];
  let best = 'en';
  let most = fewestKnown;
  for (const [language, known] of frequent) {
    const hits = words.filter((word) => known.has(word)).length;
    // Of equal counts the first language, so that English wins over what only looks like another one.
    if (hits > most) [best, most] = [language, hits];
  }
  return best;
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
