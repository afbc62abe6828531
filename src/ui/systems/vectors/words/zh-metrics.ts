/** Metrics of word vectors, in Chinese; until they come they have their English names. */
import type { Definition } from '../../../i18n/definition.ts';
import type { VectorsStrings } from './en.ts';

const probe = (name: string, which: string, vectors: string): Definition => ({
  name,
  text: `在 40 种${which}的职业中，逻辑回归从${vectors}判断出属于山上还是山谷的比例；每个职业都不在训练它的探针的数据中（10 折交叉验证）。随机水平是 0.5。`,
});
const withTraces = '别的词也带有植入的偏见';
const sidesAlone = '只有 hill、valley 这类词带有偏见';

export const vectorsMetrics: VectorsStrings['metrics'] = {
  plant: {
    name: '与植入程度的相关系数',
    text: '所有职业的 u · g 与植入程度的皮尔逊相关系数 r；g 是成对词之差（山上 − 山谷）的平均。',
  },
  traces: probe('探针，有其他痕迹', withTraces, '它们的向量'),
  tracesAfter: probe('探针，有其他痕迹，去偏后', withTraces, ' u − (u · g) g '),
  sides: probe('探针，只有方位词', sidesAlone, '它们的向量'),
  sidesAfter: probe('探针，只有方位词，去偏后', sidesAlone, ' u − (u · g) g '),
  analogies: {
    name: '类比',
    text: '问题 a : b = c : ? 中，与 b − a + c 最接近的词正确的比例，a、b、c 不能作答案：国家与首都，国家与形容词，山上与山谷。',
  },
  analogiesWithInputs: { name: '类比，不排除输入', text: '同上，但 a、b、c 可以是答案。' },
};
