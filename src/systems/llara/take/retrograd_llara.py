"""LLaRA (Li et al. 2023) of a Retrograd run as a PyTorch module, with the parameters of the archive that this file came in.

    from retrograd_llara import load
    llara = load(".")                      # the folder into which the archive was unpacked
    e = llara.embed(texts, "self")         # lists of token ids, [CLS] title [SEP] body -> (B, d), of length 1
    q = llara.embed(questions, "next")     # [CLS] question
    scores = q @ e.T
    logits = llara(ids)                    # the language model: (B, T) -> (B, T, V)

Padding stands on the right and is token 0; attention is causal, so that no token sees it.
"""

import json
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

from retrograd_transformer import Encoder, read_safetensors


class Llara(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.tokens = nn.Parameter(torch.empty(config["vocabularySize"], config["width"]))
        self.positions = nn.Parameter(torch.empty(config["maxLength"], config["width"]))
        self.encoder = Encoder(config)

    def states(self, ids):
        """After the last LayerNorm, (B, T, d)."""
        b, t = ids.shape
        causal = torch.ones(t, t, dtype=torch.bool, device=ids.device).tril()
        return self.encoder(self.tokens[ids] + self.positions[:t], causal.expand(b, t, t))

    def forward(self, ids):
        return self.states(ids) @ self.tokens.T

    def embed(self, texts, side):
        """Token ids of texts with the prompt `side`, "self" or "next": the mean state at its slots, divided by its length."""
        prompt = self.config["prompts"][side]
        added, slots = prompt["words"] + prompt["slots"], len(prompt["slots"])
        rows = [list(text) + added for text in texts]
        longest = max(map(len, rows))
        ids = torch.tensor([row + [0] * (longest - len(row)) for row in rows], device=self.tokens.device)
        states = self.states(ids)
        means = torch.stack([states[i, len(row) - slots : len(row)].mean(0) for i, row in enumerate(rows)])
        return F.normalize(means, dim=-1)


def load(folder="."):
    folder = Path(folder) / "model"
    llara = Llara(json.loads((folder / "config.json").read_text()))
    llara.load_state_dict(read_safetensors(folder / "model.safetensors"), strict=True)
    return llara.eval()
