/** The archive's README: what each file is, and how Python opens it. */

import type { TakenRun } from '../../../run/take.ts';
import type { Corpus } from '../../../text/corpus/corpus.ts';

export const readme = (
  { title, licence }: Pick<Corpus['manifest'], 'title' | 'licence'>,
  { preset, seed, phase, step }: TakenRun,
) => `# A language model as a retriever, trained by Retrograd

LLaRA on ${title}: preset ${preset}, seed ${seed}, after step ${step} of the phase ${phase}. The texts are under the licence ${licence || 'of their source'}.

| file | what it is |
|---|---|
| \`checkpoint/\` | the whole state of the run, with adapters apart. Retrograd goes on with it bit for bit |
| \`manifest.json\`, \`documents.jsonl\`, \`questions.jsonl\` | the corpus |
| \`model/model.safetensors\` | the language model; adapters are merged into its weights, which are (in, out) |
| \`model/config.json\` | its sizes, and the token ids of the prompts |
| \`model/tokenizer.json\` | the tokenizer, for \`tokenizers\` and \`AutoTokenizer\` |
| \`retrograd_llara.py\`, \`retrograd_transformer.py\` | the model as a PyTorch module, which can be trained on |
| \`expected.json\` | texts with their embeddings, to check a program against |

The model is GPT-2's: tokens + positions, LayerNorm in front of attention and feed-forward layer (GELU by tanh), causal, a last LayerNorm.
A passage is \`[CLS] title [SEP] body\` with the words and slots of \`prompts.self\`, a query \`[CLS] question\` with those of the prompt \`querySide\`. The
embedding is the mean of the last states at the slots, divided by its length; passages are ranked by inner product.

## PyTorch
\`\`\`python
import json, torch
from tokenizers import Tokenizer
from retrograd_llara import load
llara = load(".")
for one in json.load(open("expected.json"))["texts"]:
    print((llara.embed([one["ids"]], one["side"])[0] - torch.tensor(one["embedding"])).abs().max())
tokenizer = Tokenizer.from_file("model/tokenizer.json")
ids = tokenizer.encode("Where was Marie Curie born?").ids[:-1]  # without the last [SEP]
print(llara.embed([ids], llara.config["querySide"]))
\`\`\`
`;
