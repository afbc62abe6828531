/** What the parts of the picture are, beside the definitions of the numbers, in Chinese. */
import type { RealmConfig } from '../../../../../systems/realm/settings.ts';
import type { Definition } from '../../../../i18n/definition.ts';
import { whole } from '../../../../i18n/zh/numbers.ts';
import type { metrics as english } from './en-metrics.ts';

const searches = ({ index }: RealmConfig) => (index.kind === 'exact' ? '精确搜索' : 'HNSW');

export const metrics: Readonly<Record<keyof typeof english, Definition<RealmConfig>>> = {
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
