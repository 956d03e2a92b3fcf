#!/usr/bin/env python3
"""Steps per second of Unroll, PyTorch and JAX on the workloads of `unroll bench`.

    python3 -m venv DIR && DIR/bin/pip install torch jax
    DIR/bin/python Tests/Benchmark/peer.py \\
        [--unroll .build/release/unroll] [--only a,b1] [--json FILE]

A step is forward, backward, clipping of the gradient's norm at 1 and Adam, in float32, on one
thread. Every side of every workload is a process of its own, tied to the same processor, and all
take short turns, because a processor's speed may change from minute to minute. Printed are the
medians and, as the last column, the median over the turns of Unroll's speed over that of the best
peer. "PyTorch ftz" flushes denormals to zero, which Unroll and JAX always do. Prints a Markdown
table.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

SIDES = ["unroll", "torch", "torch-ftz", "jax"]
CHARACTERS = 65

# Steps, sequences, units and what else a workload needs; the kind names the model below.
WORKLOADS = {
    "a": dict(kind="sine", T=20, B=1, H=32),
    "b1": dict(kind="characters", T=50, B=32, H=128, layers=1, embedding=0),
    "b2": dict(kind="characters", T=50, B=32, H=128, layers=1, embedding=128),
    "c": dict(kind="characters", T=50, B=50, H=512, layers=3, embedding=0),
    "d": dict(kind="tweets", T=40, B=32, H=128, V=5000, embedding=128),
    "e1": dict(kind="tagger", T=12, B=1, H=64, V=1000, embedding=64, tags=12),
    "e32": dict(kind="tagger", T=12, B=32, H=64, V=1000, embedding=64, tags=12),
    "f": dict(kind="attention", T=12, B=32, H=128, V=500, embedding=64, size=128),
    "g1": dict(kind="vanishing", T=100, B=16, H=32, norms=False),
    "g2": dict(kind="vanishing", T=100, B=16, H=32, norms=True),
    "h1": dict(kind="long", T=512, B=8, H=256, cell="gru"),
    "h2": dict(kind="long", T=512, B=8, H=256, cell="scan"),
    "h3": dict(kind="long", T=512, B=8, H=256, cell="loop"),
    "i": dict(kind="reviews", T=200, B=128, H=64, V=10_000, embedding=64),
}


class TorchModels:
    """A function per kind: takes the sizes, returns one update."""

    def __init__(self, flushes):
        import torch

        self.torch, self.nn, self.f = torch, torch.nn, torch.nn.functional
        torch.manual_seed(0)
        torch.set_num_threads(1)
        torch.set_flush_denormal(flushes)

    def train(self, parts, loss, rate=1e-3, after=None):
        module = self.nn.ModuleList(parts)
        parameters = list(module.parameters())
        adam = self.torch.optim.Adam(parameters, lr=rate)

        def step():
            adam.zero_grad()
            value = loss()
            value.backward()
            self.nn.utils.clip_grad_norm_(parameters, 1.0)
            adam.step()
            if after:
                after()
            return value.item()

        return step

    def ids(self, below, *shape):
        return self.torch.randint(below, shape)

    def sine(self, w):
        rnn, head = self.nn.RNN(1, w["H"]), self.nn.Linear(w["H"], 1)
        wave = self.torch.sin(self.torch.linspace(0, 3.1416, w["T"] + 1)).view(-1, 1, 1)
        held = [None]

        def loss():
            states, last = rnn(wave[:-1], held[0])
            held[0] = last.detach()
            return self.f.mse_loss(head(states), wave[1:])

        return self.train([rnn, head], loss, rate=0.01)

    def characters(self, w):
        width = w["embedding"] or CHARACTERS
        lstm = self.nn.LSTM(width, w["H"], w["layers"])
        head = self.nn.Linear(w["H"], CHARACTERS)
        parts = [lstm, head]
        if w["embedding"]:
            table = self.nn.Embedding(CHARACTERS, width)
            parts.append(table)
        text = self.ids(CHARACTERS, w["T"] + 1, w["B"])

        def loss():
            x = text[:-1]
            x = table(x) if w["embedding"] else self.f.one_hot(x, CHARACTERS).float()
            return self.f.cross_entropy(head(lstm(x)[0]).flatten(0, 1), text[1:].flatten())

        return self.train(parts, loss)

    def tweets(self, w):
        table = self.nn.Embedding(w["V"], w["embedding"])
        rnn, head = self.nn.RNN(w["embedding"], w["H"]), self.nn.Linear(w["H"], 2)
        words, labels = self.ids(w["V"], w["T"], w["B"]), self.ids(2, w["B"])
        return self.train(
            [table, rnn, head],
            lambda: self.f.cross_entropy(head(rnn(table(words))[1][0]), labels),
        )

    def tagger(self, w):
        table = self.nn.Embedding(w["V"], w["embedding"])
        lstm, head = self.nn.LSTM(w["embedding"], w["H"]), self.nn.Linear(w["H"], w["tags"])
        words, tags = self.ids(w["V"], w["T"], w["B"]), self.ids(w["tags"], w["T"], w["B"])
        return self.train(
            [table, lstm, head],
            lambda: self.f.cross_entropy(
                head(lstm(table(words))[0]).flatten(0, 1), tags.flatten()
            ),
        )

    def attention(self, w):
        nn, torch, width, hidden = self.nn, self.torch, w["embedding"], w["H"]
        sources, targets = nn.Embedding(w["V"], width), nn.Embedding(w["V"], width)
        encoder, decoder = nn.LSTM(width, hidden), nn.LSTMCell(width + hidden, hidden)
        key = nn.Linear(hidden, w["size"], bias=False)
        query = nn.Linear(hidden, w["size"], bias=False)
        score = nn.Linear(w["size"], 1, bias=False)
        head = nn.Linear(2 * hidden, w["V"])
        source, inputs, outputs = (self.ids(w["V"], w["T"], w["B"]) for _ in range(3))

        def loss():
            memory, (h, c) = encoder(sources(source))
            h, c, keys, answers = h[0], c[0], key(memory), []
            for word in targets(inputs):
                weights = torch.softmax(score(torch.tanh(keys + query(h))), 0)
                context = (weights * memory).sum(0)
                h, c = decoder(torch.cat([word, context], 1), (h, c))
                answers.append(torch.cat([h, context], 1))
            return self.f.cross_entropy(head(torch.stack(answers)).flatten(0, 1), outputs.flatten())

        return self.train([sources, targets, encoder, decoder, key, query, score, head], loss)

    def vanishing(self, w):
        torch, steps = self.torch, w["T"]
        x, y = torch.randn(steps, w["B"], 1), torch.randn(w["B"], 1)
        head = self.nn.Linear(w["H"], 1)
        if not w["norms"]:
            rnn = self.nn.RNN(1, w["H"])
            return self.train([rnn, head], lambda: self.f.mse_loss(head(rnn(x)[1][0]), y))
        cell, states = self.nn.RNNCell(1, w["H"]), []

        def loss():
            states.clear()
            h = torch.zeros(w["B"], w["H"])
            for step in x:
                h = cell(step, h)
                h.retain_grad()
                states.append(h)
            return self.f.mse_loss(head(h), y)

        return self.train([cell, head], loss, after=lambda: [h.grad.norm().item() for h in states])

    def long(self, w):
        torch, f, hidden = self.torch, self.f, w["H"]
        table, head = self.nn.Embedding(CHARACTERS, hidden), self.nn.Linear(hidden, CHARACTERS)
        text = self.ids(CHARACTERS, w["T"] + 1, w["B"])
        rnn = (self.nn.GRU(hidden, hidden) if w["cell"] == "gru"
               else self.nn.Linear(hidden, 2 * hidden))

        def log_positive(x):
            return torch.where(x >= 0, torch.log(f.relu(x) + 0.5), -f.softplus(-x))

        def scan(x):
            gate, new = rnn(x).chunk(2, -1)
            forget = torch.cumsum(-f.softplus(gate), 0)
            written = -f.softplus(-gate) + log_positive(new)
            return torch.exp(torch.logcumsumexp(written - forget, 0) + forget)

        def loop(x):
            gate, new = rnn(x).chunk(2, -1)
            z = torch.sigmoid(gate)
            new = torch.where(new >= 0, new + 0.5, torch.sigmoid(new))
            h, states = torch.zeros(w["B"], hidden), []
            for keep, write in zip(1 - z, z * new):
                h = keep * h + write
                states.append(h)
            return torch.stack(states)

        run = {"gru": lambda x: rnn(x)[0], "scan": scan, "loop": loop}[w["cell"]]

        def loss():
            return f.cross_entropy(head(run(table(text[:-1]))).flatten(0, 1), text[1:].flatten())

        return self.train([table, head, rnn], loss)

    def reviews(self, w):
        table = self.nn.Embedding(w["V"], w["embedding"])
        lstm, head = self.nn.LSTM(w["embedding"], w["H"]), self.nn.Linear(w["H"], 1)
        words, labels = self.ids(w["V"], w["T"], w["B"]), self.ids(2, w["B"]).float()

        def loss():
            last = lstm(table(words))[1][0][0]
            return self.f.binary_cross_entropy_with_logits(head(last)[:, 0], labels)

        return self.train([table, lstm, head], loss)


class JaxModels:
    """The same in JAX: every step is one compiled function whose state is given back."""

    def __init__(self):
        import jax
        import jax.numpy as np
        import numpy

        self.jax, self.np, self.random = jax, np, numpy.random.default_rng(0)

    def weight(self, *shape):
        bound = shape[-1] ** -0.5
        return self.np.asarray(self.random.uniform(-bound, bound, shape), "float32")

    def ids(self, below, *shape):
        return self.np.asarray(self.random.integers(below, size=shape), "int32")

    def normal(self, *shape):
        return self.np.asarray(self.random.normal(size=shape), "float32")

    def linear(self, inputs, outputs):
        return dict(w=self.weight(outputs, inputs).T, b=self.weight(1, outputs)[0])

    def cell(self, gates, inputs, hidden):
        return dict(
            x=self.linear(inputs, gates * hidden), h=self.linear(hidden, gates * hidden)
        )

    @staticmethod
    def apply(p, x):
        return x @ p["w"] + p["b"]

    def cross_entropy(self, scores, classes):
        logs = self.jax.nn.log_softmax(scores)
        return -self.np.take_along_axis(logs, classes[..., None], -1).mean()

    def train(self, parameters, loss, rate=1e-3, carry=None, bumps=()):
        """`loss(p, carry, bumps)` returns the loss and the next carry; `bumps` are zeros whose
        gradient's norms are read, and which are not trained."""
        jax, np = self.jax, self.np
        zeros = jax.tree.map(np.zeros_like, parameters)
        state = [parameters, zeros, jax.tree.map(np.copy, zeros), np.zeros(()), carry]
        differentiated = jax.value_and_grad(loss, argnums=(0, 2), has_aux=True)

        def update(p, m, v, count, carry):
            (value, carry), (g, along) = differentiated(p, carry, bumps)
            norm = np.sqrt(sum((leaf**2).sum() for leaf in jax.tree.leaves(g)))
            g = jax.tree.map(lambda g: g * np.minimum(1.0, 1.0 / (norm + 1e-6)), g)
            count = count + 1
            m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
            v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
            one, two = 1 - 0.9**count, 1 - 0.999**count
            p = jax.tree.map(
                lambda p, m, v: p - rate * (m / one) / (np.sqrt(v / two) + 1e-8), p, m, v
            )
            norms = jax.tree.map(lambda a: np.sqrt((a**2).sum((1, 2))), along)
            return value, norms, [p, m, v, count, carry]

        compiled = jax.jit(update, donate_argnums=(0, 1, 2, 3, 4))

        def step():
            value, norms, state[:] = compiled(*state)
            jax.block_until_ready(norms)
            return float(value)

        return step

    def rnn(self, p, x, start):
        def move(h, a):
            h = self.np.tanh(a + h @ p["h"]["w"])
            return h, h

        return self.jax.lax.scan(move, start, self.inputs(p, x))

    def inputs(self, p, x):
        """Every step's share of the input, and both biases."""
        return self.apply(p["x"], x) + p["h"]["b"]

    def lstm_cell(self, a, c):
        i, f, g, o = self.np.split(a, 4, -1)
        sigmoid = self.jax.nn.sigmoid
        c = sigmoid(f) * c + sigmoid(i) * self.np.tanh(g)
        return sigmoid(o) * self.np.tanh(c), c

    def lstm(self, p, x, hidden):
        def move(state, a):
            state = self.lstm_cell(a + state[0] @ p["h"]["w"], state[1])
            return state, state[0]

        zero = self.np.zeros((x.shape[1], hidden))
        return self.jax.lax.scan(move, (zero, zero), self.inputs(p, x))

    def sine(self, w):
        wave = self.np.sin(self.np.linspace(0, 3.1416, w["T"] + 1))[:, None, None]
        p = dict(rnn=self.cell(1, 1, w["H"]), head=self.linear(w["H"], 1))

        def loss(p, h, bumps):
            last, states = self.rnn(p["rnn"], wave[:-1], h)
            return ((self.apply(p["head"], states) - wave[1:]) ** 2).mean(), last

        return self.train(p, loss, rate=0.01, carry=self.np.zeros((1, w["H"])))

    def characters(self, w):
        width = w["embedding"] or CHARACTERS
        sizes = [width] + w["layers"] * [w["H"]]
        p = dict(
            lstm=[self.cell(4, i, h) for i, h in zip(sizes, sizes[1:])],
            head=self.linear(w["H"], CHARACTERS),
        )
        if w["embedding"]:
            p["table"] = self.weight(CHARACTERS, width)
        text = self.ids(CHARACTERS, w["T"] + 1, w["B"])

        def loss(p, carry, bumps):
            x = (p["table"][text[:-1]] if w["embedding"]
                 else self.jax.nn.one_hot(text[:-1], CHARACTERS))
            for layer in p["lstm"]:
                x = self.lstm(layer, x, w["H"])[1]
            return self.cross_entropy(self.apply(p["head"], x), text[1:]), carry

        return self.train(p, loss)

    def tweets(self, w):
        p = dict(
            table=self.weight(w["V"], w["embedding"]),
            rnn=self.cell(1, w["embedding"], w["H"]),
            head=self.linear(w["H"], 2),
        )
        words, labels = self.ids(w["V"], w["T"], w["B"]), self.ids(2, w["B"])

        def loss(p, carry, bumps):
            last, _ = self.rnn(p["rnn"], p["table"][words], self.np.zeros((w["B"], w["H"])))
            return self.cross_entropy(self.apply(p["head"], last), labels), carry

        return self.train(p, loss)

    def tagger(self, w):
        p = dict(
            table=self.weight(w["V"], w["embedding"]),
            lstm=self.cell(4, w["embedding"], w["H"]),
            head=self.linear(w["H"], w["tags"]),
        )
        words, tags = self.ids(w["V"], w["T"], w["B"]), self.ids(w["tags"], w["T"], w["B"])

        def loss(p, carry, bumps):
            states = self.lstm(p["lstm"], p["table"][words], w["H"])[1]
            return self.cross_entropy(self.apply(p["head"], states), tags), carry

        return self.train(p, loss)

    def attention(self, w):
        np, width, hidden = self.np, w["embedding"], w["H"]
        p = dict(
            sources=self.weight(w["V"], width),
            targets=self.weight(w["V"], width),
            encoder=self.cell(4, width, hidden),
            decoder=self.cell(4, width + hidden, hidden),
            key=self.weight(w["size"], hidden),
            query=self.weight(w["size"], hidden),
            score=self.weight(w["size"]),
            head=self.linear(2 * hidden, w["V"]),
        )
        source, inputs, outputs = (self.ids(w["V"], w["T"], w["B"]) for _ in range(3))

        def loss(p, carry, bumps):
            start, memory = self.lstm(p["encoder"], p["sources"][source], hidden)
            keys, decoder = memory @ p["key"].T, p["decoder"]

            def move(state, word):
                h, c = state
                scores = np.tanh(keys + h @ p["query"].T) @ p["score"]
                context = (self.jax.nn.softmax(scores, 0)[..., None] * memory).sum(0)
                x = np.concatenate([word, context], 1)
                h, c = self.lstm_cell(self.inputs(decoder, x) + h @ decoder["h"]["w"], c)
                return (h, c), np.concatenate([h, context], 1)

            answers = self.jax.lax.scan(move, start, p["targets"][inputs])[1]
            return self.cross_entropy(self.apply(p["head"], answers), outputs), carry

        return self.train(p, loss)

    def vanishing(self, w):
        np, steps = self.np, w["T"]
        x, y = self.normal(steps, w["B"], 1), self.normal(w["B"], 1)
        p = dict(rnn=self.cell(1, 1, w["H"]), head=self.linear(w["H"], 1))
        start = np.zeros((w["B"], w["H"]))
        if not w["norms"]:

            def loss(p, carry, bumps):
                last, _ = self.rnn(p["rnn"], x, start)
                return ((self.apply(p["head"], last) - y) ** 2).mean(), carry

            return self.train(p, loss)

        # dL/dh_t is the gradient with respect to a zero that is added to h_t.
        def loss(p, carry, bumps):
            def move(h, step):
                a, bump = step
                return np.tanh(a + h @ p["rnn"]["h"]["w"]) + bump, None

            inputs = self.inputs(p["rnn"], x)
            last, _ = self.jax.lax.scan(move, start, (inputs, bumps))
            return ((self.apply(p["head"], last) - y) ** 2).mean(), carry

        return self.train(p, loss, bumps=np.zeros((steps, w["B"], w["H"])))

    def long(self, w):
        jax, np, hidden = self.jax, self.np, w["H"]
        text = self.ids(CHARACTERS, w["T"] + 1, w["B"])
        p = dict(table=self.weight(CHARACTERS, hidden), head=self.linear(hidden, CHARACTERS))
        if w["cell"] == "gru":
            p["rnn"] = self.cell(3, hidden, hidden)
        else:
            p["rnn"] = self.linear(hidden, 2 * hidden)

        def gru(p, x):
            def move(h, a):
                ar, az, an = np.split(a, 3, -1)
                br, bz, bn = np.split(self.apply(p["h"], h), 3, -1)
                r, z = jax.nn.sigmoid(ar + br), jax.nn.sigmoid(az + bz)
                h = (1 - z) * np.tanh(an + r * bn) + z * h
                return h, h

            return jax.lax.scan(move, np.zeros((w["B"], hidden)), self.apply(p["x"], x))[1]

        def shares(p, x):
            gate, new = np.split(self.apply(p, x), 2, -1)
            z = jax.nn.sigmoid(gate)
            return 1 - z, z * np.where(new >= 0, new + 0.5, jax.nn.sigmoid(new))

        def scan(p, x):
            def join(left, right):
                return right[0] * left[0], right[0] * left[1] + right[1]

            return jax.lax.associative_scan(join, shares(p, x))[1]

        def loop(p, x):
            def move(h, step):
                h = step[0] * h + step[1]
                return h, h

            return jax.lax.scan(move, np.zeros((w["B"], hidden)), shares(p, x))[1]

        run = dict(gru=gru, scan=scan, loop=loop)[w["cell"]]

        def loss(p, carry, bumps):
            states = run(p["rnn"], p["table"][text[:-1]])
            return self.cross_entropy(self.apply(p["head"], states), text[1:]), carry

        return self.train(p, loss)

    def reviews(self, w):
        p = dict(
            table=self.weight(w["V"], w["embedding"]),
            lstm=self.cell(4, w["embedding"], w["H"]),
            head=self.linear(w["H"], 1),
        )
        words, labels = self.ids(w["V"], w["T"], w["B"]), self.ids(2, w["B"])

        def loss(p, carry, bumps):
            (last, _), _ = self.lstm(p["lstm"], p["table"][words], w["H"])
            score = self.apply(p["head"], last)[:, 0]
            return (self.jax.nn.softplus(score) - labels * score).mean(), carry

        return self.train(p, loss)


def rate(step, seconds):
    """Steps per second over a stretch of at least `seconds`."""
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        step()
        count += 1
    return count / (time.perf_counter() - start)


def serve(side, key, seconds):
    """Is a peer: prints a rate for each line that it is sent."""
    models = JaxModels() if side == "jax" else TorchModels(side == "torch-ftz")
    w = WORKLOADS[key]
    step = getattr(models, w["kind"])(w)
    for _ in range(3):
        step()
    for _ in sys.stdin:
        step()
        print(rate(step, seconds), flush=True)


class Peer:
    """A peer in a process of its own, which waits while it is not its turn."""

    def __init__(self, side, key, options):
        self.process = subprocess.Popen(
            ["taskset", "-c", str(options.cpu), sys.executable, __file__, "--only", key,
             "--side", side, "--seconds", str(options.seconds)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=dict(os.environ, OMP_NUM_THREADS="1", MKL_NUM_THREADS="1"))

    def __call__(self):
        print("go", file=self.process.stdin, flush=True)
        return float(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def unroll(key, options):
    """Unroll's turn."""
    text = subprocess.run(
        ["taskset", "-c", str(options.cpu), options.unroll, "bench", "--only", key, "--json",
         "--seconds", str(options.seconds), "--repeats", "1"],
        check=True, stdout=subprocess.PIPE, text=True).stdout
    return json.loads(text)["workloads"][0]["steps_per_s"]


def measure(key, options):
    """The rates of each turn, by side."""
    peers = {side: Peer(side, key, options) for side in SIDES[1:]}
    for peer in peers.values():
        peer()
    turns = []
    for _ in range(options.turns):
        turn = {"unroll": unroll(key, options)}
        turn.update((side, peer()) for side, peer in peers.items())
        turns.append(turn)
    for peer in peers.values():
        peer.close()
    return turns


def show(rate):
    """Three digits."""
    return f"{rate:.0f}" if rate >= 100 else f"{rate:.3g}"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--unroll", default=".build/release/unroll", help="the built program")
    parser.add_argument("--only", help="keys of workloads, with commas between them")
    parser.add_argument("--seconds", type=float, default=0.5, help="of one turn")
    parser.add_argument("--turns", type=int, default=9, help="of every side; the median counts")
    parser.add_argument("--cpu", type=int, default=1, help="the processor to use")
    parser.add_argument("--json", help="a file for every figure")
    parser.add_argument("--side", choices=SIDES[1:], help=argparse.SUPPRESS)
    options = parser.parse_args()
    keys = options.only.split(",") if options.only else list(WORKLOADS)
    unknown = [key for key in keys if key not in WORKLOADS]
    if unknown:
        parser.error(f"no workload {unknown[0]}; there are {', '.join(WORKLOADS)}")
    if options.side:
        serve(options.side, keys[0], options.seconds)
        return
    results, ratios = {}, []
    print("| workload | Unroll | PyTorch | PyTorch ftz | JAX | Unroll / best |")
    print("|---|---:|---:|---:|---:|---:|")
    for key in keys:
        turns = measure(key, options)
        rates = {side: statistics.median(turn[side] for turn in turns) for side in SIDES}
        best = max(SIDES[1:], key=rates.get)
        ratio = statistics.median(turn["unroll"] / turn[best] for turn in turns)
        results[key] = dict(rates, ratio=ratio)
        ratios.append(ratio)
        cells = [key] + [show(rates[side]) for side in SIDES] + [f"{ratio:.2f}"]
        print("| " + " | ".join(cells) + " |", flush=True)
    print(f"\ngeometric mean {statistics.geometric_mean(ratios):.2f}")
    if options.json:
        with open(options.json, "w") as file:
            json.dump(results, file, indent=1)


if __name__ == "__main__":
    main()
