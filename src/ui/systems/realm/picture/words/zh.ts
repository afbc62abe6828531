/** Words of the picture of an example, in Chinese. */
import { whole } from '../../../../i18n/zh/numbers.ts';
import type { PictureWords } from './en.ts';

const quoted = (words: readonly string[]) => words.map((word) => `“${word}”`).join('和');

export const zh: PictureWords = {
  name: '样例的示意图',
  overview: '句子从上方进入，变成查询；检索到的文档由阅读器读取，r(z) 说明哪个得分应当上升。可以逐个阶段地看。',
  position: (at, of) => `${at} / ${of}`,
  inWords: '用文字说明',
  stages: {
    sentence: '被遮盖的句子',
    embedding: '查询嵌入',
    index: '索引',
    candidates: '候选文档',
    reader: '阅读器',
    likelihood: 'p(y|z,x)',
    marginal: 'p(y|x)',
    gradient: 'r(z)',
    update: '回到检索器',
  },
  masked: (words) => `x 中的词 y = ${quoted(words)}被遮盖。没有人说明哪篇文档含有它们。`,
  embedded: (dimension) => `Embed_input 把 x 变成 ${whole(dimension)} 个数的向量。在这个空间中离它近的文档会被找到。`,
  searched: (found, documents, age) =>
    `索引${documents === null ? '' : `从 ${whole(documents)} 篇文档中`}返回 ${whole(found)} 篇。${age === null ? '' : `其中的嵌入是 ${age}之前的，查询就在它们当中搜索。`}`,
  scored: (title, prior, hasNull) =>
    `候选${hasNull ? '（包括空文档）' : ''}用最新参数重新嵌入，得分的 softmax 就是 p(z|x)。“${title}”的 p(z|x) = ${prior}。`,
  read: (readings) => `阅读器把 x 依次与 ${whole(readings)} 个候选一起读，并不知道哪一个是对的。`,
  answered: (title, likelihood) => `与“${title}”一起读时，它给被遮盖的词的概率是 p(y|z,x) = ${likelihood}。`,
  summed: (marginal, isPerToken) =>
    `每个 p(y|z,x) 按其文档的检索概率加权：合起来 p(y|x) = ${marginal}。训练使 log ${isPerToken ? 'p(y_j|x) 对被遮盖词元的平均值' : 'p(y|x) '}上升。`,
  compared: (title, sign, isPerToken) =>
    ({
      positive: `“${title}”使这些词的概率高于全部候选合起来的概率${isPerToken ? '（逐个词元比较）' : ''}，因此它的 r(z) 为正。`,
      negative: `“${title}”使这些词的概率低于全部候选合起来的概率${isPerToken ? '（逐个词元比较）' : ''}，因此它的 r(z) 为负。`,
      small: '所有的 r(z) 都小到可以忽略：没有哪个候选比其他候选更有帮助。',
    })[sign ?? 'small'],
  updated: (raised, lowered) =>
    raised.length === 0 && lowered === 0
      ? '没有哪个得分有明显变化。返回的箭头只是细线。'
      : `梯度使${raised.length === 0 ? '零篇文档' : quoted(raised)}的 f(x,z) 上升，使另外 ${whole(lowered)} 个候选的下降。这样 x 会更早找到有帮助的文档。`,
  raises: '使 f(x,z) 上升',
  lowers: '使 f(x,z) 下降',
  little: 'f(x,z) 几乎不变',
  retriever: '检索器 θ',
  index: (kind) => (kind === 'exact' ? '精确搜索' : 'HNSW'),
  finds: (n) => `找到 ${whole(n)} 篇`,
  documents: (n) => (n === null ? '' : `${whole(n)} 篇文档`),
  age: (steps) => (steps === null ? '年龄 –' : `年龄 ${whole(steps)} 步`),
  oldness: (steps) => `${whole(steps)} 步`,
  vector: (dimension) => `e(x)，${whole(dimension)} 个数`,
  rescored: '每个候选的 e(z)',
  readsEach: (n) => `x 与 ${whole(n)} 个候选`,
  lists: {
    candidates: '候选文档 z',
    likelihood: '每个候选的 p(y|z,x)',
    gradient: '每个候选的 r(z)，回到检索器',
  },
  lanes: {
    title: '训练器和索引构建器',
    trainer: '训练器',
    builder: '构建器',
    noTrainer: '还没有训练。',
    trains: (phase, step) => `${phase}，第 ${whole(step)} 步。`,
    serves: (age) => (age === 0 ? '在新的索引中搜索。' : `在 ${whole(age)} 步之前的索引中搜索。`),
    nothing: '等待：联合训练开始时才构建第一个索引。',
    first: '正在构建第一个索引；训练等待它完成。',
    requested: (from) => `得到第 ${whole(from)} 步的参数副本。`,
    embedding: (from, done, total) =>
      total > 0
        ? `用第 ${whole(from)} 步的参数嵌入文档：${whole(done)} / ${whole(total)}。`
        : `用第 ${whole(from)} 步的参数嵌入全部文档。`,
    building: (from) => `用第 ${whole(from)} 步的嵌入构建索引。`,
    returned: (from, at) => `第 ${whole(from)} 步的索引在第 ${whole(at)} 步换入。`,
    notYet: '第一个索引在用。',
    failed: (at) => `在第 ${whole(at)} 步失败；继续使用旧索引。`,
    next: (at) => `下一份参数副本在第 ${whole(at)} 步发出。`,
    noNext: '不再发出参数副本。',
    sent: '参数交给构建器',
    back: '索引交给训练器',
    handOver: (sent, back) =>
      back === null
        ? `参数在第 ${whole(sent)} 步发出，索引尚未返回。`
        : `参数在第 ${whole(sent)} 步发出，索引在第 ${whole(back)} 步返回。`,
  },
};
