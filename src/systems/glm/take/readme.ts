/** The archive's README: what each file is, and how Python opens it. */
import type { TakenRun } from '../../../run/take.ts';
import type { Corpus } from '../../../text/corpus/corpus.ts';

export const readme = (
  { title, licence }: Pick<Corpus['manifest'], 'title' | 'licence'>,
  { preset, seed, phase, step }: TakenRun,
) => `# A model that fills blanks, trained by Retrograd

GLM on ${title}: preset ${preset}, seed ${seed}, after step ${step} of the phase ${phase}. The texts are under the licence ${licence || 'of their source'}.

| file | what it is |
|---|---|
| \`checkpoint/\` | the whole state of the run. Retrograd goes on with it bit for bit |
| \`manifest.json\`, \`documents.jsonl\` and the other files beside them | the corpus |
| \`model/model.safetensors\` | the parameters; weights are (in, out). \`head.*\` is the head of a classifier, where the run has one |
| \`model/config.json\` | sizes, the objective, and the ids of [CLS], of the masks, of \`sop\` (\`start\`) and of \`eop\` (\`end\`), which follow those of the tokenizer; \`pieces\` names all ids |
| \`model/tokenizer.json\` | the tokenizer, for \`tokenizers\` and \`AutoTokenizer\` |
| \`retrograd_glm.py\`, \`retrograd_transformer.py\` | the model as a PyTorch module, which can be trained on |
| \`expected.json\` | texts as the run corrupts them, with log p of each target, to check a program against |

The model is pre-LN with a last LayerNorm and GELU (tanh). To tokens are added two positions, each with a table of its own: the place in the
corrupted text, and the place within a blank. The output is tied to the tokens. All see Part A; a token of Part B sees Part A and Part B up to itself.

## PyTorch
\`\`\`python
import json, torch
from tokenizers import Tokenizer
from retrograd_glm import load
glm = load(".")
for one in json.load(open("expected.json"))["rows"]:
    row = [torch.tensor([one[name]]) for name in ("ids", "first", "second")]
    logs = torch.log_softmax(glm(*row, torch.tensor([one["part_a"]]))[0], dim=-1)
    print((logs[one["at"], one["targets"]] - torch.tensor(one["log_probabilities"])).abs().max())
\`\`\`

A blank in a text of one's own, for a run whose \`objective\` is \`glm\`:
\`\`\`python
tokenizer, config = Tokenizer.from_file("model/tokenizer.json"), glm.config
left, right = (tokenizer.encode(text, add_special_tokens=False).ids for text in ("the city of ann is ", " ."))
part_a = [config["cls"], *left, config["masks"]["token"], *right]
print([config["pieces"][i] for i in glm.fill(part_a, blank=1 + len(left))])
\`\`\`
`;
