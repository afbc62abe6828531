import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../util/testing/linear.ts';
import { splitSentences } from './sentences.ts';

function split(text: string, language: string): string[] {
  return splitSentences(text, language).map(({ start, end }) => text.slice(start, end));
}

/** `|` stands where a sentence ends. */
const spaced: [language: string, marked: string][] = [
  ['en', 'The court decided Kane v. Lund in 1901.|It was final.'],
  ['en', 'In Roe v. The State nobody won.|They went home.'],
  ['en', 'Mme. Curie and Brig. Gen. Hale met Rear Adm. Byrd.|They talked.'],
  ['en', 'Lt. Gov. Mills spoke at 6 P.M. on Friday.|At 9 A.M. he left.'],
  ['en', 'The doors close at 6 P.M.|The guards leave at 7 P.M. Friday.'],
  ['en', 'The bridge opened in 1867.[1]|It burned down twice.[2][3]|Nobody was hurt.'],
  ['en', 'He fled.[a]|She stayed.[note 2]|They met again.[12, 14–16]|All was well.[4]:33|It ended.'],
  ['en', 'Was it so?[5]|“Yes.”[6]|He laughed.¹²|She did not.'],
  ['en', '1. Bread is baked.|It rises.'],
  ['de', 'Er wurde am 3. Oktober 1990 in Köln geboren.|Sie starb 2001.|Danach zog er fort.'],
  ['de', 'Im 19. Jahrhundert lebten hier ca. 5000 Menschen.|Heute sind es 3.|Die anderen zogen fort.'],
  ['de', 'Die Firma, z. B. Siemens, d. h. die AG, ist groß.|Sie wächst.'],
  ['de', 'Ludwig XIV. König von Frankreich kam.|Er blieb bis zum 2. Weltkrieg, bzw. Bis dahin.'],
  ['de', 'Dr. Huber, Prof. Klein usw. waren da.|Der 1. Bürgermeister sprach u. a. Geld betreffend.'],
  ['da', 'Han blev født den 3. oktober 1990 i Århus.|Hun kom i det 19. århundrede, dvs. Senere.'],
  ['da', 'Kong Frederik 9. af Danmark døde f. Kr. ikke.|Det er sikkert.'],
  ['cs', 'Narodil se 3. října 1990 v Praze.|V 19. století zde žilo např. Tisíc lidí.|Karel IV. Lucemburský tu byl.'],
  ['ru', 'Он родился 3 марта 1934 г. в г. Москве.|А. С. Пушкин жил на ул. Арбат.|Это правда?|Да!'],
  ['fr', 'Mme. Curie vit M. Dupont en 52 av. J.-C.|Elle resta.'],
  ['es', '¿Vino el Sr. García?|No, vino la Sra. López.|¡Qué pena!'],
  ['hi', 'डॉ. शर्मा दिल्ली में रहते हैं।|क्या यह सच है?|हाँ, 3.5 किलो॥|बस।'],
  ['bn', 'ঢাকা বাংলাদেশের রাজধানী।|এটি বড় শহর।'],
  ['ar', 'هل هذا صحيح؟|نعم، هو صحيح.|د. أحمد هنا.'],
  ['ur', 'کیا یہ درست ہے؟|جی ہاں، یہ درست ہے۔|وہ گیا۔'],
  ['he', 'ד. בן גוריון נולד ב-1886.|הוא חי בתל אביב.'],
  ['am', 'አዲስ አበባ ዋና ከተማ ናት።|ትልቅ ናት፧|አዎ።'],
  ['my', 'ရန်ကုန်သည် မြို့ကြီး ဖြစ်သည်။|မန္တလေး၊ ပဲခူးတို့ ရှိသည်။'],
  ['km', 'ភ្នំពេញជារាជធានី។|វាធំ។'],
  ['hy', 'Երևանը մայրաքաղաք է։|Այն մեծ է։'],
  ['hy', 'Երևանը մայրաքաղաք է: Այն մեծ է:'.replace(': ', ':|')],
  ['el', 'Είναι αλήθεια;|Ναι, είναι.'],
  ['bo', 'ལྷ་ས་ནི་གྲོང་ཁྱེར་ཡིན།|འདི་ཆེན་པོ་རེད།'],
  ['ko', '서울은 대한민국의 수도이다.|인구가 많다.'],
];

const unspaced: [language: string, marked: string][] = [
  ['zh', '他问：“你是谁？”她没有回答。|他走了。'],
  ['zh', '「你好！」他說。|她走了。'],
  ['zh', '“为什么？”是一个好问题，“怎么办？”、“去哪里？”也是。|他笑了。'],
  ['zh', '他说：“好……”|然后离开。|“走！”|门开了。'],
  ['zh', '我读了《你往何处去？》这本书。|很好。'],
  ['zh', '他出生于1920年.|她出生于1930年.'],
  ['zh', '乔治.华盛顿生于1732年。|他是总统。'],
  ['zh', '（完）|下一章开始。|（掌声）|谢谢。|（一）总则如下。'],
  ['zh', '这是真的吗?|是的!|他点头。[1]|她也点头。[2]'],
  ['ja', '「行こう。」と彼は言った。|彼女は笑った。'],
];

describe('splitSentences in other languages', () => {
  it.each(spaced)('%s: %s', (language, marked) => {
    expect(split(marked.replaceAll('|', ' '), language)).toEqual(marked.split('|'));
  });

  it.each(unspaced)('%s: %s', (language, marked) => {
    expect(split(marked.replaceAll('|', ''), language)).toEqual(marked.split('|'));
  });

  it('ends sentences of other scripts whatever language the corpus is said to be in', () => {
    expect(split('यह एक है। वह दो है।', 'en')).toHaveLength(2);
    expect(split('Es war am 3. Oktober. Dann schneite es.', 'en')).toEqual([
      'Es war am 3. Oktober.',
      'Dann schneite es.',
    ]);
  });

  it('cuts a sentence of more than 150 words at a semicolon, else at a comma, a space, between words, or anywhere', () => {
    const parts = (text: string) => split(text, 'en').map((part) => part.split(/\s+/).length);
    const clause = (words: number, mark: string) => `${Array(words).fill('word').join(' ')}${mark} `;
    expect(parts(`A ${clause(149, '.')}`)).toEqual([150]);
    expect(parts(clause(90, ',') + clause(9, ';') + clause(60, '.'))).toEqual([99, 60]);
    expect(parts(clause(90, ',') + clause(90, '.'))).toEqual([90, 90]);
    expect(parts(clause(230, '.'))).toEqual([100, 100, 30]);
    for (const hostile of [
      '字'.repeat(5000),
      'ក'.repeat(5000),
      'x'.repeat(50_000),
      '🦊'.repeat(5000),
      '1,'.repeat(9000),
    ]) {
      const found = split(hostile, 'en');
      expect(found.join('')).toBe(hostile);
      for (const part of found) expect(part.length).toBeLessThanOrEqual(3000);
    }
  });

  it.each(['.[1]', '。”', '.¹²', '"\n', '. B. ', 'ก ', '(笑)', '1. ', '[', '…»'])(
    'takes no more than linear time for %j again and again',
    (hostile) => {
      expectLinear((size) => {
        for (const language of ['en', 'zh', 'th']) splitSentences(hostile.repeat(size / hostile.length), language);
      }, 4000); // characters, both above 3000 characters, where a sentence is cut
    },
  );

  it('divides a sentence of Thai only where a clause ends', () => {
    const one = 'แม่น้ำโขงไหลผ่านประเทศจีน พม่า ลาว ไทย กัมพูชา และเวียดนาม';
    expect(split(one, 'th')).toEqual([one]);
    expect(split(`${one}\n${one}`, 'th')).toEqual([one, one]);
    expect(
      split('เขาเกิดที่เชียงใหม่และย้ายไปอยู่ที่กรุงเทพเมื่อยังเด็กมาก ต่อมาเขาเรียนจบจากมหาวิทยาลัยแล้วทำงานเป็นครู', 'th'),
    ).toHaveLength(2);
  });
});
