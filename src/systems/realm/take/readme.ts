/** The archive's README: what each file is, and how other software opens it. */
import type { BertNames } from '../../../models/bert-names.ts';

/** A folder of a model, and whether transformers has its encoder. */
export interface ModelFolder {
  folder: string;
  names: BertNames;
}

interface Described {
  title: string;
  licence: string;
  folders: readonly ModelFolder[];
  run: { preset: string; seed: number; phase: string; step: number };
  index: { space: 'l2' | 'ip'; dimension: number; blocks: number; efSearch: number };
  model: {
    embedder: { projection: number; pooling: string; directPath: boolean; pooler?: boolean; epsilon: number };
    reader: { copyHead: boolean; transform?: boolean; epsilon: number };
  };
}

export function readme(described: Described): string {
  const { title, licence, run, folders } = described;
  return `# A retriever and a reader, trained by Retrograd

REALM on ${title}: preset ${run.preset}, seed ${run.seed}, after step ${run.step} of the phase ${run.phase}. The texts are under the licence ${licence || 'of their source'}.

| file | what it is |
|---|---|
| \`checkpoint/\` | the whole state of the run: parameters, Adam moments, generators. Retrograd goes on with it bit for bit |
| \`manifest.json\`, \`documents.jsonl\`, \`questions.jsonl\` | the corpus |
| \`blocks.jsonl\` | the passages that are retrieved, a line each: number, document, title, text |
| \`embeddings.npy\` | float32 (blocks, projection), row i is line i of \`blocks.jsonl\` |
| \`index.hnsw\` | the graph over them in hnswlib's format |
${folders.map(({ folder, names }) => `| \`${folder}/\` | ${folderLine(names)} |`).join('\n')}
| \`retrograd_model.py\`, \`retrograd_transformer.py\` | the same models as PyTorch modules, which can be trained on |
| \`take.json\` | sizes and settings of the models; \`model.scoreFactor\` is the factor of f(x, z) = factor · e_x · e_z |
| \`expected.json\` | inputs with the numbers that the models give, to check a program against |

A query is \`[CLS] x [SEP]\`, a document \`[CLS] title [SEP] body [SEP]\`, the reader's input \`[CLS] x [SEP] body [SEP]\`: the tokenizer makes all three.

${[onnx(described), transformers(described), module(), hnswlib(described), faiss()].join('\n\n')}
`;
}

const folderLine = (names: BertNames): string =>
  names.isBert
    ? `\`${names.architecture}\` of transformers, the rest of the model in \`head.safetensors\` (our names, weights (in, out)), tokenizer, \`onnx/model.onnx\``
    : `tokenizer and \`onnx/model.onnx\`. transformers has no such encoder (${names.differences.join(', ')}): use \`retrograd_model.py\``;

const python = (title: string, lines: string) => `## ${title}\n\`\`\`python\n${lines.trim()}\n\`\`\``;

const queryFolder = (folders: readonly ModelFolder[]) => folders[0]!.folder;

const onnx = ({ folders }: Described) =>
  python(
    'onnxruntime',
    `
import json, numpy as np, onnxruntime as ort
from tokenizers import Tokenizer
tokenizer = Tokenizer.from_file("${queryFolder(folders)}/tokenizer.json")
retriever = ort.InferenceSession("${queryFolder(folders)}/onnx/model.onnx")
ids = np.array([tokenizer.encode("Where was Marie Curie born?").ids])
query = retriever.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0]
scores = query @ np.load("embeddings.npy").T * json.load(open("take.json"))["model"]["scoreFactor"]
blocks = [json.loads(line) for line in open("blocks.jsonl", encoding="utf8")]
for i in np.argsort(-scores[0])[:5]:
    print(scores[0, i], blocks[i]["title"], blocks[i]["text"])`,
  );

function transformers({ folders, model }: Described): string {
  const [first] = folders;
  if (!first?.names.isBert || model.embedder.directPath || model.embedder.pooling === 'idf') {
    return '## transformers\nThe tokenizers open with `AutoTokenizer.from_pretrained`. This retriever is not an encoder with a mean or [CLS] alone: its numbers come from `retrograd_model.py` or ONNX.';
  }
  const pooled =
    model.embedder.pooling === 'cls'
      ? 'pooled = states[:, 0]'
      : 'pooled = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)';
  const pooler = model.embedder.pooler
    ? '\npooled = torch.tanh(pooled @ head["pooler.weight"] + head["pooler.bias"])'
    : '';
  return python(
    'transformers',
    `
import torch
from safetensors.torch import load_file
from transformers import AutoModel, AutoTokenizer
tokenizer = AutoTokenizer.from_pretrained("${first.folder}")
encoder = AutoModel.from_pretrained("${first.folder}", add_pooling_layer=False).eval()
head = load_file("${first.folder}/head.safetensors")
inputs = tokenizer(["Where was Marie Curie born?"], return_tensors="pt", padding=True)
states, mask = encoder(**inputs).last_hidden_state, inputs["attention_mask"]
${pooled}${pooler}
projected = pooled @ head["projection.weight"] + head["projection.bias"]
query = torch.nn.functional.layer_norm(projected, projected.shape[-1:], head["norm.gain"], head["norm.bias"], ${model.embedder.epsilon})`,
  );
}

const module = () =>
  python(
    'PyTorch',
    `
import json, torch
from retrograd_model import load
run = load(".")
one = json.load(open("expected.json"))["readings"][0]
ids, segments = torch.tensor([one["ids"]]), torch.tensor([one["token_type_ids"]])
masks = torch.tensor([[0, position] for position in one["masks"]])
logs = run.reader(ids, segments, torch.ones_like(ids), masks)
print(logs[range(len(masks)), one["targets"]], one["log_probabilities"])`,
  );

const hnswlib = ({ index, model }: Described) =>
  python(
    'hnswlib',
    `
import hnswlib, json, numpy as np
index = hnswlib.Index(space="${index.space}", dim=${index.dimension})
index.load_index("index.hnsw", max_elements=${index.blocks})
index.set_ef(${index.efSearch})
query = np.array([json.load(open("expected.json"))["queries"][0]["embedding"]], dtype=np.float32)
${index.space === 'l2' ? `query = np.pad(query, ((0, 0), (0, ${index.dimension - model.embedder.projection})))  # Bachrach's reduction: the last entry of a query is 0\n` : ''}labels, distances = index.knn_query(query, k=${Math.min(5, index.blocks)})
print(labels)  # lines of blocks.jsonl`,
  );

const faiss = () =>
  python(
    'faiss',
    `
import faiss, json, numpy as np
embeddings = np.load("embeddings.npy")
index = faiss.IndexFlatIP(embeddings.shape[1])  # exact; for more documents faiss.IndexHNSWFlat(d, 32, faiss.METRIC_INNER_PRODUCT)
index.add(embeddings)
query = np.array([json.load(open("expected.json"))["queries"][0]["embedding"]], dtype=np.float32)
products, labels = index.search(query, 5)
print(labels, products)`,
  );
