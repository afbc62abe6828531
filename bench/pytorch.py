"""The training steps of bench/workloads.ts in PyTorch, float32 with TF32 off: eager, and as a CUDA graph.

    npm run bench:inputs -- DIR                        # models, initial values and batches, as the benchmark uses them
    python3 bench/pytorch.py DIR --json pytorch.json   # needs PyTorch, and nothing else of this project
    npm run bench -- --pytorch pytorch.json            # its ratios beside those of the other peers

The model is that of src/models/language-model.ts: pre-LN, GELU in its tanh form, causal mask, learned positions, biases everywhere but at the
output, which is tied to the embeddings; the loss is the mean cross-entropy over all positions. The initial values are read from DIR, so the losses
of the first steps, which are in the JSON, must agree with ours. It is driven like all contenders (bench/measure.ts): a step is submitted while the
previous one is on the GPU, every batch comes from the host, and every loss is read back.
"""

import argparse
import datetime
import json
import math
import statistics
import time
from pathlib import Path

import torch
import torch.nn.functional as F

COMPARED_STEPS = 5
WARM_UP_STEPS = 2
STEPS_IN_FLIGHT = 2
ROUNDS = 7
BLOCK_SECONDS = 0.4


class Work:
    """One case as bench/inputs.ts wrote it."""

    def __init__(self, path, device):
        description = json.loads(path.read_text())
        self.name = description["name"]
        self.config = description["config"]
        self.adam = description["adam"]
        self.epsilon = description["layerNormEpsilon"]
        batches = torch.tensor(description["batches"])  # (batches, R, T + 1)
        self.batches = batches.pin_memory() if device.type == "cuda" else batches
        flat = torch.frombuffer(bytearray(path.with_suffix(".f32").read_bytes()), dtype=torch.float32)
        self.initial = {}
        for parameter in description["parameters"]:
            name, shape = parameter["name"], parameter["shape"]
            values, flat = flat[: math.prod(shape)].view(shape), flat[math.prod(shape) :]
            # a weight is (in, out) there, and (out, in) here
            values = values.t() if name.endswith(".weight") else values
            self.initial[name] = values.contiguous().to(device)


def language_model_loss(work, p, ids, targets):
    """ids, targets (R, T) -> mean cross-entropy in nats."""
    width, layers, heads = (work.config[key] for key in ("width", "layers", "heads"))
    rows, length = ids.shape

    def dense(x, name):
        return F.linear(x, p[f"lm.{name}.weight"], p[f"lm.{name}.bias"])

    def norm(x, name):
        return F.layer_norm(x, (width,), p[f"lm.{name}.gain"], p[f"lm.{name}.bias"], work.epsilon)

    h = F.embedding(ids, p["lm.tokens"]) + p["lm.positions"]  # (R, T, d)
    for layer in range(layers):
        at = f"encoder.{layer}"
        qkv = dense(norm(h, f"{at}.norm1"), f"{at}.attn.qkv")  # (R, T, 3d)
        q, k, v = qkv.view(rows, length, 3, heads, width // heads).permute(2, 0, 3, 1, 4)  # each (R, H, T, hs)
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).reshape(rows, length, width)
        h = h + dense(mixed, f"{at}.attn.out")
        inner = F.gelu(dense(norm(h, f"{at}.norm2"), f"{at}.ffn.in"), approximate="tanh")
        h = h + dense(inner, f"{at}.ffn.out")
    logits = F.linear(norm(h, "encoder.finalNorm"), p["lm.tokens"])  # (R, T, V)
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten())


class Trainer:
    """Takes steps of one case. With `graph` a step is captured once as a CUDA graph, and replayed."""

    def __init__(self, work, device, graph):
        self.work, self.device = work, device
        self.p = {name: values.clone().requires_grad_() for name, values in work.initial.items()}
        adam, cuda = work.adam, device.type == "cuda"
        self.optimiser = torch.optim.Adam(
            self.p.values(),
            lr=adam["learningRate"],
            betas=(adam["beta1"], adam["beta2"]),
            eps=adam["epsilon"],
            fused=cuda,
            capturable=graph,
        )
        self.batch = work.batches[0].to(device)
        # a loss stays here until it is read, so there is one place more than steps in flight
        self.losses = [torch.zeros((), pin_memory=cuda) for _ in range(STEPS_IN_FLIGHT + 1)]
        self.taken = 0
        self.graph = self.capture() if graph else None

    def compute(self):
        self.optimiser.zero_grad(set_to_none=True)
        loss = language_model_loss(self.work, self.p, self.batch[:, :-1], self.batch[:, 1:])
        loss.backward()
        self.optimiser.step()
        return loss.detach()

    def capture(self):
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(3):
                self.compute()
        torch.cuda.current_stream().wait_stream(stream)
        self.optimiser.zero_grad(set_to_none=True)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            self.loss = self.compute()
        # back to the beginning, in place, since the graph knows these tensors by their addresses
        with torch.no_grad():
            for name, parameter in self.p.items():
                parameter.copy_(self.work.initial[name])
            for state in self.optimiser.state.values():
                for tensor in state.values():
                    tensor.zero_()
        return graph

    def submit(self):
        """Submits a step; returns a function that waits for it and returns its loss."""
        self.batch.copy_(self.work.batches[self.taken % len(self.work.batches)], non_blocking=True)
        if self.graph:
            self.graph.replay()
            loss = self.loss
        else:
            loss = self.compute()
        place = self.losses[self.taken % len(self.losses)]
        self.taken += 1
        place.copy_(loss, non_blocking=True)
        if self.device.type != "cuda":
            return place.item
        done = torch.cuda.Event()
        done.record()

        def read():
            done.synchronize()
            return place.item()

        return read

    def run(self, steps):
        """Seconds of a step, over a number of them."""
        waiting = []
        start = time.perf_counter()
        for _ in range(steps):
            waiting.append(self.submit())
            if len(waiting) >= STEPS_IN_FLIGHT:
                waiting.pop(0)()
        for read in waiting:
            read()
        return (time.perf_counter() - start) / steps


def measure(work, device, graph):
    trainer = Trainer(work, device, graph)
    losses = [trainer.submit()() for _ in range(COMPARED_STEPS)]
    steps = min(400, max(2, round(BLOCK_SECONDS / trainer.run(WARM_UP_STEPS))))
    times = [1000 * trainer.run(steps) for _ in range(ROUNDS)]
    return {"ms": statistics.median(times), "range": [min(times), max(times)], "losses": losses}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("inputs", type=Path, help="the folder that `npm run bench:inputs` wrote")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--device", default="cuda", help="cuda, or cpu to check the losses")
    options = parser.parse_args()
    device = torch.device(options.device)
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    cuda = device.type == "cuda"
    report = {
        "pytorch": torch.__version__,
        "device": torch.cuda.get_device_name() if cuda else "cpu",
        "date": datetime.date.today().isoformat(),
        "cases": [],
    }
    cases = sorted(options.inputs.glob("*.f32"))
    if not cases:
        parser.error(f"there are no cases in {options.inputs}: write them with `npm run bench:inputs -- {options.inputs}`")
    for path in cases:
        work = Work(path.with_suffix(".json"), device)
        row = {"name": work.name}
        for mode in ("eager", "graph") if cuda else ("eager",):
            row[mode] = measure(work, device, mode == "graph")
            low, high = row[mode]["range"]
            print(f"{work.name}, {mode}: {row[mode]['ms']:.3f} ms ({low:.3f} to {high:.3f})", flush=True)
        report["cases"].append(row)
        if options.json:
            options.json.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
