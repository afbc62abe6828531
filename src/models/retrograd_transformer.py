"""The transformer of Retrograd's models as PyTorch modules, and how their files are read.

Weights are (in, out), so that y = x @ weight + bias; queries, keys and values lie side by side in `qkv`. All modules can be trained on: they are
ordinary nn.Modules without dropout.
"""

import json
import struct
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F


def read_safetensors(path):
    """The float32 tensors of a .safetensors file, by name."""
    data = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        first, end = (8 + length + offset for offset in entry["data_offsets"])
        tensors[name] = torch.frombuffer(bytearray(data[first:end]), dtype=torch.float32).reshape(entry["shape"])
    return tensors


class Dense(nn.Module):
    """y = x @ weight + bias, weight (in, out)."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(inputs, outputs))
        self.bias = nn.Parameter(torch.empty(outputs))

    def forward(self, x):
        return x @ self.weight + self.bias


class Norm(nn.Module):
    """LayerNorm over the last dimension."""

    def __init__(self, width, epsilon):
        super().__init__()
        self.gain = nn.Parameter(torch.empty(width))
        self.bias = nn.Parameter(torch.empty(width))
        self.epsilon = epsilon

    def forward(self, x):
        return F.layer_norm(x, x.shape[-1:], self.gain, self.bias, self.epsilon)


def gelu(x, config):
    return F.gelu(x, approximate="none" if config.get("gelu") == "erf" else "tanh")


class Layer(nn.Module):
    """Pre-LN: h + out(attention(norm1(h))), then h + ffn(norm2(h)). Post-LN, as in BERT: norm1(h + out(attention(h))), then norm2(h + ffn(h))."""

    def __init__(self, config):
        super().__init__()
        width, epsilon = config["width"], config["epsilon"]
        self.config, self.heads = config, config["heads"]
        self.post = config.get("normalisation") == "post"
        self.norm1 = Norm(width, epsilon)
        self.attn = nn.ModuleDict({"qkv": Dense(width, 3 * width), "out": Dense(width, width)})
        self.norm2 = Norm(width, epsilon)
        self.ffn = nn.ModuleDict({"in": Dense(width, 4 * width), "out": Dense(4 * width, width)})

    def forward(self, h, attention_mask):
        """h (B, T, d); attention_mask (B, T): which tokens are no padding, or (B, T, T): which token sees which."""
        b, t, d = h.shape
        split = lambda x: x.reshape(b, t, self.heads, d // self.heads).transpose(1, 2)  # (B, H, T, d/H)
        query, key, value = (split(x) for x in self.attn["qkv"](h if self.post else self.norm1(h)).chunk(3, dim=-1))
        visible = (attention_mask[:, None] if attention_mask.dim() == 3 else attention_mask[:, None, None, :]).bool()
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=visible)
        h = h + self.attn["out"](mixed.transpose(1, 2).reshape(b, t, d))
        h = self.norm1(h) if self.post else h
        inner = gelu(self.ffn["in"](h if self.post else self.norm2(h)), self.config)
        h = h + self.ffn["out"](inner)
        return self.norm2(h) if self.post else h


class Encoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.layers = config["layers"]
        self.post = config.get("normalisation") == "post"
        for i in range(self.layers):
            self.add_module(str(i), Layer(config))
        if self.layers > 0 and not self.post:
            self.finalNorm = Norm(config["width"], config["epsilon"])

    def forward(self, h, attention_mask):
        for i in range(self.layers):
            h = getattr(self, str(i))(h, attention_mask)
        return h if self.layers == 0 or self.post else self.finalNorm(h)
