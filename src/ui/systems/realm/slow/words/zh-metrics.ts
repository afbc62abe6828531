/** Definitions of the numbers of the page Slow motion, in Chinese. */
import type { RealmConfig } from '../../../../../systems/realm/settings.ts';
import type { Definition } from '../../../../i18n/definition.ts';
import type { metrics as english } from './en-metrics.ts';

const objective = ({ realm }: RealmConfig) =>
  realm.objective === 'token' ? 'log p(y_j|x)（对 j 取平均）' : 'log p(y|x) ';

export const metrics: Readonly<Record<keyof typeof english, Definition<RealmConfig>>> = {
  predictedChange: {
    name: '得分的预测变化',
    short: 'Δf 预测',
    formula: 'Δf(x,z) − Σ p(z′|x) Δf(x,z′)，Δf(x,z) ≈ η Σ K(z,z′) r(z′)，K(z,z′) = ⟨∂f(x,z)/∂θ, ∂f(x,z′)/∂θ⟩',
    text: (config) =>
      `如果只用这一个样例做一步普通的梯度更新，得分的一阶变化：检索器的参数 θ 沿 ${objective(config)}的 η ∂/∂θ 移动。实际的一步不同：批次中还有其他样例，AdamW 又给每个参数自己的步长。因此请与实际变化比较符号和次序，而不是大小。数值和条形都不包括所有候选共同的变化。`,
  },
  actualChange: {
    name: '得分的实际变化',
    short: 'Δf 实际',
    formula: 'Δf(x,z) − Σ p(z′|x) Δf(x,z′)，Δf(x,z) = 更新后的 f(x,z) − 更新前的 f(x,z)',
    text: '这一步训练使该文档的得分改变了多少。数值和条形都不包括所有候选共同的变化。',
  },
  moved: {
    name: '嵌入移动了多远',
    short: '‖Δe‖',
    formula: '‖e′ − e‖，以及 e 与 e′ 的余弦',
    text: '更新前后两个嵌入之间的距离，以及两者夹角的余弦：1 表示方向相同。',
  },
  sharedShift: {
    name: '所有得分共同的变化',
    short: 'f 的共同变化',
    formula: 'Σ p(z|x) Δf(x,z)，预测与实际',
    text: '各得分变化按 p(z|x) 加权的平均值。它不改变任何概率，因为 softmax 只取决于得分之差。',
  },
  sameSigns: {
    name: '符号相同',
    formula: 'Δf(x,z) − Σ p(z′|x) Δf(x,z′) 的符号，预测与实际',
    text: '按表中所示的数值，有多少个候选的 Δf 实际与 Δf 预测符号相同：所有得分共同的变化不计在内。',
  },
  rankCorrelation: {
    name: 'Spearman 秩相关',
    short: '次序相同',
    formula: 'Δf 预测与 Δf 实际的名次之间的相关系数',
    text: '预测上升最多的得分是否确实上升最多：1 表示次序相同，0 表示无关，−1 表示次序相反。',
  },
  stepRate: {
    name: '检索器的学习率',
    short: 'η',
    text: '下一步中检索器参数的学习率。它在联合训练中先升后降。',
  },
};
