/**
 * Our parameters under the names of Hugging Face's transformers. A transformer with post-LN is its `BertModel`; one with pre-LN is its
 * `MegatronBertModel`, which has LayerNorm in front of each half and after the last layer, and none on the embeddings. What lies outside the encoder
 * (projection, copy head, BERT's transform) goes into a file of its own with our names, because neither class has it.
 */
import type { TransformerKind } from './config.ts';

/** A parameter as it is read and written: row-major. */
export interface NamedTensor {
  shape: number[];
  data: Float32Array;
}

/** What the naming depends on; both `EmbedderConfig` and `ReaderConfig` have it. */
export interface EncoderConfig extends TransformerKind {
  vocabularySize: number;
  maxLength: number;
  width: number;
  layers: number;
  heads: number;
  /** Absent: the encoder has a table of positions. */
  positions?: boolean;
  tokenShift?: boolean;
}

/** One tensor of the other model, (out, in) where it is a matrix of a linear layer. */
export interface BertTensor {
  name: string;
  /** Our name; null: zeros, because we have no such parameter. */
  from: string | null;
  shape: number[];
  /** Our weights are (in, out). */
  transposed?: boolean;
  /** The first of our columns, where queries, keys and values lie side by side. */
  firstColumn?: number;
}

export type BertNames =
  | {
      isBert: true;
      architecture: 'BertModel' | 'MegatronBertModel';
      config: Record<string, unknown>;
      tensors: BertTensor[];
    }
  /** `differences`: the settings that no BERT has, e.g. `tokenShift`. */
  | { isBert: false; differences: string[] };

/** Whether an encoder is one of transformers' BERTs, and its tensors by their names there; or the settings that differ. */
export function bertNames(config: EncoderConfig): BertNames {
  const differences = [...(config.layers === 0 ? ['layers'] : []), ...(config.tokenShift ? ['tokenShift'] : [])];
  if (differences.length > 0) return { isBert: false, differences };
  const { width: d, layers, normalisation = 'pre', gelu = 'tanh', epsilon = 1e-5 } = config;
  const isPost = normalisation === 'post';
  const tensors: BertTensor[] = [
    { name: 'embeddings.word_embeddings.weight', from: 'tokens', shape: [config.vocabularySize, d] },
    {
      name: 'embeddings.position_embeddings.weight',
      from: config.positions === false ? null : 'positions',
      shape: [config.maxLength, d],
    },
    // a retriever without segments has none; zeros change nothing
    { name: 'embeddings.token_type_embeddings.weight', from: 'segments', shape: [2, d] },
  ];
  const norm = (name: string, from: string) => {
    tensors.push({ name: `${name}.weight`, from: `${from}.gain`, shape: [d] });
    tensors.push({ name: `${name}.bias`, from: `${from}.bias`, shape: [d] });
  };
  const linear = (name: string, from: string, inputs: number, outputs: number, firstColumn = 0) => {
    tensors.push({
      name: `${name}.weight`,
      from: `${from}.weight`,
      shape: [outputs, inputs],
      transposed: true,
      firstColumn,
    });
    tensors.push({ name: `${name}.bias`, from: `${from}.bias`, shape: [outputs], firstColumn });
  };
  if (isPost) norm('embeddings.LayerNorm', 'embeddingNorm');
  for (let l = 0; l < layers; l++) {
    const [at, ours] = [`encoder.layer.${l}`, `encoder.${l}`];
    for (const [i, part] of ['query', 'key', 'value'].entries()) {
      linear(`${at}.attention.self.${part}`, `${ours}.attn.qkv`, d, d, i * d);
    }
    linear(`${at}.attention.output.dense`, `${ours}.attn.out`, d, d);
    norm(isPost ? `${at}.attention.output.LayerNorm` : `${at}.attention.ln`, `${ours}.norm1`);
    linear(`${at}.intermediate.dense`, `${ours}.ffn.in`, d, 4 * d);
    linear(`${at}.output.dense`, `${ours}.ffn.out`, 4 * d, d);
    norm(isPost ? `${at}.output.LayerNorm` : `${at}.ln`, `${ours}.norm2`);
  }
  if (!isPost) norm('encoder.ln', 'encoder.finalNorm');
  const architecture = isPost ? 'BertModel' : 'MegatronBertModel';
  return {
    isBert: true,
    architecture,
    config: {
      architectures: [architecture],
      model_type: isPost ? 'bert' : 'megatron-bert',
      vocab_size: config.vocabularySize,
      hidden_size: d,
      num_hidden_layers: layers,
      num_attention_heads: config.heads,
      intermediate_size: 4 * d,
      hidden_act: gelu === 'erf' ? 'gelu' : 'gelu_pytorch_tanh',
      hidden_dropout_prob: 0,
      attention_probs_dropout_prob: 0,
      max_position_embeddings: config.maxLength,
      type_vocab_size: 2,
      layer_norm_eps: epsilon,
      pad_token_id: 0,
      torch_dtype: 'float32',
      dtype: 'float32',
    },
    tensors,
  };
}

/**
 * The tensors of `names` with the values of our parameters, and those parameters that are not among them: the head. `missing`: ours that may be
 * absent are zeros there.
 */
export function bertTensors(
  names: Extract<BertNames, { isBert: true }>,
  parameters: Readonly<Record<string, NamedTensor>>,
): { encoder: Map<string, NamedTensor>; head: Map<string, NamedTensor> } {
  const used = new Set<string>();
  const encoder = new Map<string, NamedTensor>();
  for (const { name, from, shape, transposed, firstColumn = 0 } of names.tensors) {
    const size = shape.reduce((a, b) => a * b, 1);
    const own = from === null ? undefined : parameters[from];
    const data = new Float32Array(size);
    if (own && from !== null) {
      used.add(from);
      if (transposed) {
        const [outputs, inputs] = shape as [number, number];
        const columns = own.shape[1]!;
        for (let i = 0; i < inputs; i++) {
          for (let o = 0; o < outputs; o++) data[o * inputs + i] = own.data[i * columns + firstColumn + o]!;
        }
      } else data.set(own.data.subarray(firstColumn, firstColumn + size));
    }
    encoder.set(name, { shape, data });
  }
  const head = new Map(Object.entries(parameters).filter(([name]) => !used.has(name)));
  return { encoder, head };
}
