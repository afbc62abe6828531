"""Retriever and reader of a Retrograd run as PyTorch modules, with the parameters of the archive that this file came in.

    from retrograd_model import load
    run = load(".")                                   # the folder into which the archive was unpacked
    e = run.query(ids, attention_mask)                # (B, T) -> (B, projection)
    scores = run.score_factor * e @ run.document(ids, attention_mask).T
    run.reader(ids, segments, attention_mask, masks)  # masks (N, 2): row, position -> log p, (N, V)

Names and shapes of the parameters are those of checkpoint/model.safetensors (see retrograd_transformer.py).
"""

import json
import math
from pathlib import Path
from types import SimpleNamespace

import torch
from torch import nn
from torch.nn import functional as F

from retrograd_transformer import Dense, Encoder, Norm, gelu, read_safetensors


class Embedder(nn.Module):
    """Token ids (B, T) -> (B, projection): encoder, pooling, projection, LayerNorm."""

    def __init__(self, config, idf=None):
        super().__init__()
        self.config = config
        d = config["width"]
        encoded = config["layers"] > 0 or not config["directPath"]
        self.tokens = nn.Parameter(torch.empty(config["vocabularySize"], d))
        if encoded:
            if config["positions"]:
                self.positions = nn.Parameter(torch.empty(config["maxLength"], d))
            if config.get("segments"):
                self.segments = nn.Parameter(torch.empty(2, d))
            if config["layers"] > 0 and config.get("normalisation") == "post":
                self.embeddingNorm = Norm(d, config["epsilon"])
            self.encoder = Encoder(config)
            if config["directPath"] and config["layers"] > 0:
                self.gate = nn.Parameter(torch.empty(d))
        self.encoded = encoded
        if config.get("pooler"):
            self.pooler = Dense(d, d)
        self.projection = Dense(d, config["projection"])
        self.norm = Norm(config["projection"], config["epsilon"])
        self.register_buffer("idf", idf, persistent=False)

    def weights(self, ids, mask):
        """Pooling weights (B, T): they sum to 1 and are 0 on padding."""
        mask = mask.to(self.tokens.dtype)
        if self.config["pooling"] == "cls":
            return F.one_hot(torch.zeros_like(ids[:, 0]), ids.shape[1]).to(mask.dtype)
        mean = mask / mask.sum(1, keepdim=True)
        if self.config["pooling"] == "mean":
            return mean
        raw = self.idf[ids] * mask
        total = raw.sum(1, keepdim=True)
        return torch.where(total > 0, raw / total.clamp_min(1e-30), mean)

    def forward(self, ids, attention_mask):
        pool = lambda x: (self.weights(ids, attention_mask)[:, :, None] * x).sum(1)
        tokens = self.tokens[ids]
        if not self.encoded:
            pooled = pool(tokens)
        else:
            h = tokens + self.positions[: ids.shape[1]] if self.config["positions"] else tokens
            if self.config.get("segments"):  # 1 after the first separator
                is_separator = (ids == self.config["segments"]["separator"]).long()
                h = h + self.segments[(is_separator.cumsum(1) - is_separator).clamp_max(1)]
            if hasattr(self, "embeddingNorm"):
                h = self.embeddingNorm(h)
            pooled = pool(self.encoder(h, attention_mask))
            if self.config["directPath"]:
                pooled = pool(tokens) + self.gate * pooled
        if self.config.get("pooler"):
            pooled = torch.tanh(self.pooler(pooled))
        return self.norm(self.projection(pooled))


class Output(nn.Module):
    """The output's bias, and BERT's transform in front of the tied output where the configuration has it."""

    def __init__(self, config):
        super().__init__()
        self.config = config
        self.bias = nn.Parameter(torch.empty(config["vocabularySize"]))
        if config.get("transform"):
            self.transform = Dense(config["width"], config["width"])
            self.norm = Norm(config["width"], config["epsilon"])

    def forward(self, masked, tokens):
        if self.config.get("transform"):
            masked = self.norm(gelu(self.transform(masked), self.config))
        return masked @ tokens.T + self.bias


class Reader(nn.Module):
    """`[CLS] x [SEP] z [SEP]` -> log p(.|z, x) at masked positions."""

    def __init__(self, config):
        super().__init__()
        self.config = config
        d, v = config["width"], config["vocabularySize"]
        self.tokens = nn.Parameter(torch.empty(v, d))
        self.positions = nn.Parameter(torch.empty(config["maxLength"], d))
        self.segments = nn.Parameter(torch.empty(2, d))
        if config["tokenShift"]:
            self.shift = Dense(2 * d, d)
        if config.get("normalisation") == "post":
            self.embeddingNorm = Norm(d, config["epsilon"])
        self.encoder = Encoder(config)
        self.output = Output(config)
        if config["copyHead"]:
            self.copy = nn.ModuleDict({"query": Dense(d, d), "gate": Dense(d, 1)})

    def forward(self, ids, segments, attention_mask, masks):
        """ids, segments (0 over x, 1 over z) and attention_mask (B, T), masks (N, 2): row and position -> (N, V)."""
        t = ids.shape[1]
        h = self.tokens[ids] + self.positions[:t] + self.segments[segments]
        if self.config["tokenShift"]:
            h = h * attention_mask[:, :, None]  # padding is the zero vector
            left, right = F.pad(h, (0, 0, 1, 0))[:, :-1], F.pad(h, (0, 0, 0, 1))[:, 1:]
            h = h + self.shift(torch.cat([left, right], dim=-1))
        if hasattr(self, "embeddingNorm"):
            h = self.embeddingNorm(h)
        states = self.encoder(h, attention_mask)
        rows, positions = masks[:, 0], masks[:, 1]
        masked = states[rows, positions]
        vocabulary = F.log_softmax(self.output(masked, self.tokens), dim=-1)
        if not self.config["copyHead"]:
            return vocabulary
        # z without the last [SEP]: tokens of segment 1 that are followed by another one
        in_z = segments.bool() & F.pad(segments[:, 1:], (0, 1)).bool()
        in_z = in_z[rows]  # (N, T)
        points = (self.copy["query"](masked)[:, None, :] * states[rows]).sum(-1) / math.sqrt(self.config["width"])
        weights = torch.softmax(points.masked_fill(~in_z, -1e9), dim=-1) * in_z
        copied = torch.zeros_like(vocabulary).scatter_add_(1, ids[rows], weights)
        gate = torch.sigmoid(self.copy["gate"](masked)) * in_z.any(1, keepdim=True)
        return torch.log((1 - gate) * vocabulary.exp() + gate * copied)


def load(folder="."):
    """`query`, `document` (the same module if they share their parameters), `reader`, `score_factor`, `config`."""
    folder = Path(folder)
    config = json.loads((folder / "take.json").read_text())["model"]
    tensors = read_safetensors(folder / "checkpoint" / "model.safetensors")
    idf = torch.tensor(config["idf"], dtype=torch.float32) if config.get("idf") else None

    def module(made, prefix):
        made.load_state_dict({n[len(prefix) :]: x for n, x in tensors.items() if n.startswith(prefix)}, strict=True)
        return made.eval()

    prefixes = config["prefixes"]
    query = module(Embedder(config["embedder"], idf), prefixes["query"])
    shared = prefixes["document"] == prefixes["query"]
    document = query if shared else module(Embedder(config["embedder"], idf), prefixes["document"])
    reader = module(Reader(config["reader"]), "reader.")
    return SimpleNamespace(query=query, document=document, reader=reader, score_factor=config["scoreFactor"], config=config)
