/** What is said about each experiment, in Chinese. */
import type { ExperimentTexts } from './en.ts';

const table2 =
  '论文表 2，Natural Questions 开发集：微调后的精确匹配列在我们对留出句子中被掩盖词语的准确率旁边，零样本 R@5 列在我们的 R@5 旁边。任务并不相同，只能比较各组的顺序。';

export const texts: Readonly<Record<string, ExperimentTexts>> = {
  masking: {
    title: '掩盖哪些词语',
    claim: '掩盖需要世界知识的显著片段至关重要：随机词元和随机片段能教的更少。',
    expectation:
      '显著片段的准确率和召回率最高。传记语料上的原型测得：显著片段的准确率为 0.99，均匀掩码为 0.47 到 0.51，随机片段为 0.45 到 0.53。',
    paperFigures: table2,
    arms: { salient: '显著片段', uniform: '均匀选取的词元', 'random-span': '随机片段' },
  },
  staleness: {
    title: '索引可以有多旧',
    claim: '索引刷新的次数少三十倍会有害：候选文档要新。',
    expectation:
      '索引越旧，RU 和准确率越低。只有检索器仍在大幅变化时，陈旧才有害，所以这里 ICT 很短（60 步），检索器的学习率为 1e-3，文档 1,920 篇。ICT 充分时预期无害。',
    paperFigures: table2,
    arms: { 'every-25': '每 25 步刷新一次', 'every-750': '每 750 步刷新一次', never: '从不刷新' },
  },
  swap: {
    title: '交换检索器和阅读器',
    claim: '两个部分都从联合训练中受益：换回任何一个训练前的部分，结果都会变差。',
    expectation:
      'R@5 取决于检索器，与谁来阅读无关；准确率两者都需要。论文在交换之后还一起微调；这里交换之后不再训练，所以两个部分必须原样配合。',
    paperFigures: table2,
    arms: {
      realm: '两者都来自 REALM',
      start: '两者都在联合训练之前',
      'realm-retriever': 'REALM 的检索器，预热后的阅读器',
      'realm-reader': 'ICT 的检索器，REALM 的阅读器',
    },
  },
  'corpus-edit': {
    title: '在语料中改变事实',
    claim: '如果知识存放在文档里，那么文档一改变，模型就会按新的事实回答，不需要训练。',
    expectation:
      '没有差别：每个事实都换成另一个值，并重建索引；留出的掩码句子以新值回答的比例，与之前以旧值回答的比例相同。（论文的表 4 只给出一个例子，没有数字。）',
    arms: { before: '训练时的事实', after: '每个事实都改变' },
  },
  'two-languages': {
    title: '跨越两种语言',
    claim: '只靠被遮盖的词就能对齐两种语言：只有 p(y|z,x) 告诉检索器，一个英文句子和一个中文句子说的是同一个事实。',
    expectation:
      '英文问题只在中文文档中检索，原型的 R@1 为 0.4，R@5 为 0.86；若只是继续 ICT，则为 0.01 和 0.08，BM25 为 0.03。ICT 和 BM25 无从知道两种语言中哪些词相互对应。',
    arms: {
      ict: '继续 ICT',
      realm: '使用 REALM',
    },
  },
  'what-realm-adds': {
    title: 'REALM 增加了什么',
    claim: '联合训练使检索优于其起点。这里给出这种提升所需要的对照：用相同的步数继续 ICT。',
    expectation:
      '单独的 ICT 会提高 R@1；与 ICT 同时进行的 REALM 再提高 0.012 到 0.024；代替 ICT 的 REALM 提高得比 ICT 少：这是原型在这份文本上测得的结果。“全知”阅读器知道答案在哪些文档里，它给出更好的阅读器所能带来的上限。',
    arms: {
      start: '两者皆无：联合训练之前',
      ict: '继续 ICT',
      realm: '只有 REALM',
      both: 'REALM 和 ICT',
      'realm-oracle': '使用全知阅读器的 REALM',
      'both-oracle': '使用全知阅读器的 REALM 和 ICT',
    },
  },
  initialisation: {
    title: '联合训练从哪里开始',
    claim: '如果起点不能检索到任何相关内容，阅读器就学会忽略文档，检索器也得不到信号：这就是冷启动。',
    expectation:
      '没有 ICT 时，准确率和召回率都没有：原型测得准确率为 0，R@1 为 0.01，p(null) 为 0.89 到 1。没有阅读器预热时预期相同，只是更慢。',
    arms: { both: 'ICT 和预热', 'no-ict': '只有预热', 'no-warmup': '只有 ICT', neither: '两者皆无' },
  },
  'null-document': {
    title: '有无空文档',
    claim: '候选中的空文档可以接住不需要文档的句子。',
    expectation: '这里每个被掩盖的值都需要文档，所以召回率没有差别。没有空文档时，RU 没有定义。',
    arms: { with: '有空文档', without: '没有空文档' },
  },
  'trivial-retrieval': {
    title: '来源文档作为候选',
    claim: '如果 x 可以检索到它自己所在的文档，检索器就只学会寻找相同的词语。',
    expectation: '在这个规模上，对问题的召回率没有损害，与原型一致。各组测量时都禁止来源文档。',
    arms: { barred: '禁止来源文档', allowed: '训练时允许来源文档' },
  },
  'score-scale': {
    title: '内积除以什么',
    claim: 'f(x,z) 的尺度决定 p(z|x) 有多尖锐，也就决定有多少候选参与比较。',
    expectation: '除以 √d 时准确率最高：原型测得 0.99，不除时为 0.50，除以 d 时为 0.46。',
    arms: { sqrt: '除以 √d', none: '不除', linear: '除以 d' },
  },
  objective: {
    title: '对整个序列还是对每个词元求边缘概率',
    claim: '论文对整个被掩盖的片段求文档的边缘概率，官方代码对每个词元分别求。',
    expectation:
      '传记语料中一个值就是一个词，所以没有差别。用 --preset atlas 时，被掩盖的名称最多有三个词片，两者可能不同。',
    arms: { sequence: '对整个序列（论文）', token: '对每个词元（代码）' },
  },
  index: {
    title: '近似搜索和精确搜索',
    claim: '近似搜索找到的候选与精确搜索几乎相同，模型学到的也相同。',
    expectation:
      '按现有设置，HNSW 的结果没有差别。每个节点只有两条边、搜索范围又窄的图会漏掉候选；这是否有害，由测量来回答。',
    arms: { exact: '精确搜索', hnsw: 'HNSW', 'hnsw-narrow': '两条边、窄搜索的 HNSW' },
  },
  adaptation: {
    title: '什么使语言模型成为检索器',
    claim: '经 EBAE 和 EBAR 适配的语言模型，比语言模型本身更适合作为检索器的起点：标注的成对样本越少，差别越大。',
    expectation:
      '在关于留出主题的问题上，适配最高：自然文本上的原型用 500 对样本、共 2,000 步，R@1 从随机权重开始为 0.03，经语言模型为 0.05，经 ICT 为 0.40，经适配为 0.56。只用 EBAR 学到的很少；适配器与全部微调相当。传记语料用上所有成对样本时，各组都接近上限。',
    arms: {
      both: '语言模型、EBAE 和 EBAR',
      ebae: '语言模型，只用 EBAE',
      ebar: '语言模型，只用 EBAR',
      ict: '语言模型、ICT',
      lm: '只有语言模型',
      random: '随机权重',
      lora: 'EBAE 和 EBAR，然后是秩为 4 的适配器',
    },
  },
  'blank-filling': {
    title: '三种填空的目标',
    claim:
      'GLM 以自回归的顺序填空，能填长度未知的空白；词元彼此独立的掩码语言模型，和只看左边的因果语言模型，都做不到。',
    expectation:
      '因果模型低得多，因为可以照抄的内容有一半在空白的右边。掩码模型在这里同样学会照抄，但每个空白的长度是给定的：同一模型在浏览器之外的实现（一个种子）测得，长度为 1、2 和 3–5 个词元的空白填对的比例为 0.97 0.98 1.00（GLM）、0.99 1.00 1.00（掩码）和 0.50 0.24 0.30（因果）。',
    arms: { glm: 'GLM 的目标', mlm: '掩码语言模型，给定长度', causal: '因果语言模型，给定长度' },
  },
  'blank-switches': {
    title: 'GLM 的各个部分有什么用',
    claim:
      '打乱片段和所有片段共用一个掩码都有帮助（GLM 论文在 SuperGLUE 上的消融实验）；第二位置说明词元在片段中的什么地方。',
    expectation:
      '在这个规模上，打乱和第二位置的差别不超出种子之间的差别，各片段自有掩码则差得多：原型测得，长度为 1、2 和 3–5 个词元的空白填对的比例，两个种子为 0.97 0.85 0.99 和 0.88 0.91 0.96（GLM）、0.75 0.84 0.87 和 0.88 0.78 0.94（不打乱），只用第一个种子时为 0.96 0.91 1.00（无第二位置）和 0.31 0.06 0.30（自有掩码）。',
    arms: {
      glm: '完整的 GLM',
      'in-order': '片段从左到右',
      'one-position': '没有片段内的位置',
      sentinels: '每个片段有自己的掩码',
    },
  },
  alignment: {
    title: '注意力与固定向量',
    claim: '编码器和解码器之间的固定向量会丢失长序列，注意力不会（Bahdanau、Cho 和 Bengio 2015，图 2，翻译任务）。',
    expectation:
      '长度为 4 时差别很小，长度为 12 时则天差地别：浏览器之外的原型测得，带注意力训练 750 步后所有长度完全正确的比例为 0.94；固定向量训练 1,500 步后，长度为 4、8、12 时为 0.91–0.96、0.33–0.42 和 0.005，两种宽度都是如此。',
    arms: {
      fixed: '一个固定向量',
      dot: '注意力',
    },
  },
  'planted-bias': {
    title: '词向量中植入的偏见',
    claim:
      '词向量会学到文本中的偏见；去掉偏见的方向，只是把它藏起来，并没有除去（Bolukbasi 等，2016；Gonen 和 Goldberg，2019）。',
    expectation:
      '植入偏见时，相关系数为 0.97，探针能判断几乎所有职业属于哪一边。去偏后，如果别的词也带有偏见，探针仍能判断；如果方位词是唯一的痕迹，则接近随机水平（0.5）。同样的 skip-gram 在浏览器之外用三个种子测得：去偏后为 0.98 0.95 0.98 和 0.60 0.52 0.70。国家的类比与植入无关。',
    arms: { 'no-plant': '没有植入偏见', planted: '植入偏见' },
  },
};
