"""GLM (Du et al. 2022) of a Retrograd run as a PyTorch module, with the parameters of the archive that this file came in.

    from retrograd_glm import load
    glm = load(".")                                # the folder into which the archive was unpacked
    logits = glm(ids, first, second, part_a)       # (B, T) each, part_a (B) -> (B, T, V)
    glm.fill(part_a_ids, blank, longest=12)        # token ids of one blank, greedily

A row is Part A, the text with a mask for each blank, then Part B: each blank as `sop s1 … sn`, which predicts `s1 … sn eop`. `first` is the place in
Part A, in Part B that of the blank's mask; `second` is 0 in Part A and 1, 2, … within a blank. Padding stands on the right and is token 0. A masked LM is
a row with part_a = T, a causal LM one with part_a = 0; then `second` is 0.
"""

import json
from pathlib import Path

import torch
from torch import nn

from retrograd_transformer import Encoder, read_safetensors


class Glm(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        width, places = config["width"], config["maxLength"] + 1
        self.tokens = nn.Parameter(torch.empty(config["vocabularySize"], width))
        self.positions = nn.Parameter(torch.empty(places, width))
        if config["secondPositions"]:
            self.spans = nn.Parameter(torch.empty(places, width))
        self.encoder = Encoder(config)

    def states(self, ids, first, second, part_a):
        """After the last LayerNorm, (B, T, d)."""
        h = self.tokens[ids] + self.positions[first]
        if self.config["secondPositions"]:
            h = h + self.spans[second]
        place = torch.arange(ids.shape[1], device=ids.device)
        # all see Part A; Part B sees itself up to the token
        mask = (place < part_a[:, None, None]) | (place <= place[:, None])
        return self.encoder(h, mask)

    def forward(self, ids, first, second, part_a):
        return self.states(ids, first, second, part_a) @ self.tokens.T

    @torch.no_grad()
    def fill(self, part_a, blank, longest=12):
        """part_a: token ids with masks; blank: the index in it of the mask that is filled. Special tokens but eop are not written."""
        ids, first, second = list(part_a), list(range(len(part_a))), [0] * len(part_a)
        written, token = [], self.config["start"]
        barred = torch.tensor(self.config["barred"])
        for place in range(1, longest + 1):
            ids, first, second = ids + [token], first + [blank], second + [place]
            row = [torch.tensor([values]) for values in (ids, first, second)]
            logits = self(*row, torch.tensor([len(part_a)]))[0, -1]
            logits[barred] = -torch.inf
            token = int(logits.argmax())
            if token == self.config["end"]:
                break
            written.append(token)
        return written


def load(folder="."):
    folder = Path(folder) / "model"
    glm = Glm(json.loads((folder / "config.json").read_text()))
    tensors = read_safetensors(folder / "model.safetensors")
    glm.load_state_dict({name: x for name, x in tensors.items() if not name.startswith("head.")}, strict=True)
    return glm.eval()
