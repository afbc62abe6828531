/** Words of the pipeline as a picture, in Chinese. */

import type { RealmConfig } from '../../../../systems/realm/settings.ts';
import type { Definition } from '../../../i18n/definition.ts';
import { whole } from '../../../i18n/zh/numbers.ts';
import type { partDefinitions as english, picture as englishPicture } from './en-picture.ts';

const searches = ({ index }: RealmConfig) => (index.kind === 'exact' ? '精确搜索' : 'HNSW');

export const partDefinitions: Readonly<Record<keyof typeof english, Definition<RealmConfig>>> = {
  partSentence: {
    name: '被遮盖的句子 x',
    short: 'x',
    text: '语料库中的一个句子，要猜出其中被遮盖的词 y。它是检索器的查询，阅读器也把它与每个候选一起读。',
  },
  partQuery: {
    name: '查询嵌入器',
    short: 'Embed_input',
    formula: 'e(x) = Embed_input(x)',
    text: ({ retriever: { projection, separate } }) =>
      `它把 x 变成 d = ${projection} 个数的向量。${separate ? '它有自己的参数。' : '本次运行中它与 Embed_doc 共用参数 θ。'}`,
  },
  partDocuments: {
    name: '文档嵌入器',
    short: 'Embed_doc',
    formula: 'e(z) = Embed_doc(z)',
    text: '它把文档变成向量。每一步都用最新参数 θ 重新嵌入候选；全部文档只在构建索引时嵌入。',
  },
  partIndex: {
    name: '索引',
    formula: '按快照 θ′ 的嵌入，e(x) · e(z) 最大的文档 z',
    text: (config) =>
      `它用${config.index.kind === 'exact' ? '' : ' '}${searches(config)}${config.index.kind === 'exact' ? '' : ' '}找出与查询最近的文档。它的嵌入来自快照 θ′，因此与索引一样旧。x 的来源文档${config.realm.allowTrivial ? '可以被检索' : '被排除'}。`,
  },
  partReader: {
    name: '阅读器',
    short: '阅读器',
    formula: '输入：[CLS] x [SEP] z [SEP]',
    text: '它每次把 x 与一个候选一起读，给出每个掩码处各个词的概率。',
  },
  partUpdate: {
    name: '回到检索器',
    short: 'θ',
    formula: ({ realm }) =>
      realm.objective === 'token'
        ? '∇ log p(y_j|x) = Σ r(z) ∇f(x,z)，左边对 j 取平均'
        : '∇ log p(y|x) = Σ r(z) ∇f(x,z)',
    text: '训练的一步改变两个嵌入器的参数：r(z) 为正，f(x,z) 就上升；r(z) 为负，f(x,z) 就下降。箭头越粗，|r(z)| 越大；所有样例用同一尺度。',
  },
  partTrainer: {
    name: '训练器',
    text: '它一步一步地训练。候选来自在用索引；p(z|x) 和梯度用最新参数计算。',
  },
  partBuilder: {
    name: '索引构建器',
    text: ({ joint: { refreshEvery } }) =>
      refreshEvery === 0
        ? '它构建第一个索引。本次运行从不刷新索引。'
        : `每 ${whole(refreshEvery)} 步它得到一份参数的副本，用它嵌入全部文档并构建索引，训练器同时继续训练。然后新索引换下旧索引。`,
  },
};

const quoted = (words: readonly string[]) => words.map((word) => `“${word}”`).join('和');

export const picture: typeof englishPicture = {
  name: '样例的示意图',
  look: '样例的显示方式',
  table: '表格',
  picture: '示意图',
  toPicture: '用示意图显示样例',
  toTable: '用表格显示样例',
  next: '示意图的下一个阶段',
  previous: '示意图的上一个阶段',
  whole: '完整的图',
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
