import { describe, expect, it } from 'vitest';
import { collectEvidence, salientSpans } from './spans.ts';
import { valueOfDigits } from './world-dates.ts';

function found(text: string, language: string, corpus: string[] = [], titles: string[] = []): string[] {
  const evidence = collectEvidence([text, ...corpus], language, titles);
  return salientSpans(text, language, evidence).map(({ start, end, kind }) => `${kind[0]}:${text.slice(start, end)}`);
}

describe('salientSpans in other languages', () => {
  it.each([
    ['de', 'Er wurde am 3. Oktober 1990 geboren.', ['d:3. Oktober 1990']],
    [
      'de',
      'Im 19. Jahrhundert und 44 v. Chr. gab es 5.000 oder 3,5 %.',
      ['d:19. Jahrhundert', 'd:44 v. Chr.', 'n:5.000', 'n:3,5 %'],
    ],
    ['da', 'Det skete den 2. april 1805 og 25.12.1999.', ['d:2. april 1805', 'd:25.12.1999']],
    ['cs', 'Stalo se to 3. října 1990 v 19. století.', ['d:3. října 1990', 'd:19. století']],
    ['es', 'Fue el 7 de octubre de 1571, en el siglo XVI.', ['d:7 de octubre de 1571', 'd:siglo XVI']],
    ['ru', 'Это было 12 апреля 1961 года, в 4 раза позже.', ['d:12 апреля 1961', 'n:4']],
    ['hi', 'यह 2 अक्टूबर 1869 को, फिर १९१३ में हुआ; 385 लोग थे।', ['d:2 अक्टूबर 1869', 'd:१९१३', 'n:385']],
    ['ar', 'افتتح في ٤ يناير ٢٠١٠ وارتفاعه 828 مترا.', ['d:٤ يناير ٢٠١٠', 'n:828']],
    ['th', 'เขาเกิดเมื่อ พ.ศ. 2325 และวันที่ 26 มิถุนายน พ.ศ. 2329', ['d:พ.ศ. 2325', 'd:26 มิถุนายน พ.ศ. 2329']],
    ['ko', '그는 1950년 6월 25일에 태어났다.', ['d:1950년 6월 25일']],
    ['ja', '1945年8月15日に終わった。', ['d:1945年8月15日']],
  ])('%s: %s', (language, text, spans) => {
    expect(found(text, language)).toEqual(spans);
  });

  it('finds names by capitals where the script has them', () => {
    expect(found('Затем Гагарин полетел. На площади стоит музей.', 'ru')).toEqual(['o:Гагарин']);
    expect(found('Luego Cervantes vivió en Madrid. Los libros son suyos.', 'es').map((name) => name.slice(2))).toEqual([
      'Cervantes',
      'Madrid',
    ]);
  });

  it('elsewhere takes the words of titles that recur, but not those that are frequent', () => {
    const filler = Array.from({ length: 20 }, (_, i) => `नदी का पानी ${i} है।`);
    const text = 'ताज महल आगरा का मकबरा है।';
    expect(found(text, 'hi', filler, ['ताज महल', 'आगरा का किला'])).toEqual(['o:ताज महल', 'o:आगरा']);
    expect(found(text, 'hi', filler, [])).toEqual([]);
    expect(found('แม่น้ำโขงไหลผ่านเชียงใหม่', 'th', [], ['เชียงใหม่', 'แม่น้ำโขง'])).toEqual(['o:แม่น้ำโขง', 'o:เชียงใหม่']);
    expect(found('قال الرئيس إن القاهرة كبيرة', 'ar', [], ['القاهرة', 'x', ''])).toEqual(['o:القاهرة']);
  });

  it('reads digits of any script', () => {
    expect([valueOfDigits('1945'), valueOfDigits('१९४५'), valueOfDigits('١٩٤٥'), valueOfDigits('๑๙๔๕')]).toEqual([
      1945, 1945, 1945, 1945,
    ]);
  });
});
