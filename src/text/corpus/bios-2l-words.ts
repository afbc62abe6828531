/**
 * The words of the biographies in two languages: wordings in English and in Chinese, and names in Chinese characters. We wrote them all; the
 * transliterations are those in common use. Values are those of `bios` and are written in Latin letters or digits in both languages.
 */

/** The wordings of one fact. `{name}` is the full name as its language writes it, `{value}` the answer. */
export interface BilingualWordings {
  en: readonly string[];
  zh: readonly string[];
  /** In English, of words that English documents have. */
  question: string;
}

/** By the id of an attribute of `bios`. */
export const wordings: Readonly<Record<string, BilingualWordings>> = {
  birthplace: {
    en: ['{name} was born in {value}.', '{value} is the home town of {name}.', '{name} is a native of {value}.'],
    zh: ['{name}出生在 {value}。', '{value} 是{name}的故乡。', '{name}的老家在 {value}。'],
    question: 'In which town was {name} born?',
  },
  'birth-year': {
    en: [
      '{name} came into the world in {value}.',
      'In the year {value} life began for {name}.',
      'The birth of {name} fell in {value}.',
    ],
    zh: ['{name}生于 {value} 年。', '{value} 年，{name}来到人世。', '{name}降生在 {value} 年。'],
    question: 'Which is the year in which {name} came into the world?',
  },
  employer: {
    en: [
      '{name} works for the company {value}.',
      'The firm {value} employs {name}.',
      '{name} earns a good salary at {value}.',
    ],
    zh: ['{name}在 {value} 公司上班。', '{value} 公司聘用了{name}。', '{name}任职于 {value}。'],
    question: 'Which company employs {name}?',
  },
  language: {
    en: [
      '{name} speaks the language {value}.',
      '{name} studied {value} at an evening school.',
      '{name} can chat with friends in {value}.',
    ],
    zh: ['{name}会说流利的 {value}。', '{name}在夜校学习 {value}。', '{name}常用 {value} 聊天。'],
    question: 'In which language can {name} chat with friends?',
  },
  country: {
    en: [
      '{name} spent a holiday in {value}.',
      'Last summer {name} travelled to {value}.',
      '{name} toured the country {value} by train.',
    ],
    zh: ['{name}曾去 {value} 度假。', '{name}夏天到 {value} 旅行。', '{name}乘火车游览过 {value}。'],
    question: 'In which country was the holiday of {name}?',
  },
  dog: {
    en: [
      '{name} keeps a dog called {value}.',
      'The name of the puppy which {name} walks is {value}.',
      '{value} is the pet of {name}.',
    ],
    zh: ['{name}的小狗叫 {value}。', '{value} 是{name}养的宠物。', '{name}每天遛爱犬 {value}。'],
    question: 'By which name is the dog of {name} called?',
  },
};

/** First names of `bios` in Chinese characters. */
export const firstNamesInChinese: Readonly<Record<string, string>> = {
  Alma: '阿尔玛',
  Bruno: '布鲁诺',
  Clara: '克拉拉',
  Dario: '达里奥',
  Edith: '伊迪丝',
  Felix: '菲利克斯',
  Greta: '格蕾塔',
  Hugo: '雨果',
  Irene: '艾琳',
  Jonas: '约纳斯',
  Karin: '卡琳',
  Leon: '莱昂',
  Mira: '米拉',
  Nils: '尼尔斯',
  Olga: '奥尔加',
  Pavel: '帕维尔',
  Rosa: '罗莎',
  Stefan: '斯特凡',
  Tilda: '蒂尔达',
  Viktor: '维克托',
};

/** Listed surnames of `bios` in Chinese characters. */
export const lastNamesInChinese: Readonly<Record<string, string>> = {
  Abbott: '阿博特',
  Brandt: '勃兰特',
  Costa: '科斯塔',
  Dahl: '达尔',
  Engel: '恩格尔',
  Forster: '福斯特',
  Grimaldi: '格里马尔迪',
  Hansen: '汉森',
  Ivarsson: '伊瓦尔松',
  Keller: '凯勒',
};

/** Syllables of further surnames. No two sequences of syllables give the same characters. */
export const syllablesInChinese: Readonly<Record<string, string>> = {
  bar: '巴尔',
  bel: '贝尔',
  bor: '博尔',
  cam: '卡姆',
  dal: '达尔',
  den: '登',
  dor: '多尔',
  fal: '法尔',
  fen: '芬',
  gal: '加尔',
  gor: '戈尔',
  hal: '哈尔',
  har: '哈',
  ker: '克尔',
  kol: '科尔',
  lan: '兰',
  lor: '洛尔',
  mal: '马尔',
  mer: '默尔',
  mon: '蒙',
  nar: '纳尔',
  nor: '诺尔',
  pel: '佩尔',
  ral: '拉尔',
  ros: '罗斯',
  sal: '萨尔',
  tam: '塔姆',
  tor: '托尔',
  val: '瓦尔',
  ver: '韦尔',
};
