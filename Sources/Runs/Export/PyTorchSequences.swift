/// The problems whose sequences are made up as they are needed.
extension PyTorchProblem {
  static let recall = PyTorchProblem(
    name: "recall", form: .sequences(Sequences(inputs: "8", outputs: "4")),
    parts: { _ in
      [
        data,
        """
        def next_batch():
            \"\"\"Which of four symbols came first, asked after many others that mean nothing.\"\"\"
            first = [data.integer(4) for _ in range(batch)]
            others = [4 + data.integer(4) for _ in range((steps - 1) * batch)]
            ids = torch.tensor(first + others).view(steps, batch)
            return F.one_hot(ids, 8).float(), torch.tensor(first)
        """,
      ]
    })

  static let adding = PyTorchProblem(
    name: "adding", form: .sequences(Sequences(inputs: "2", outputs: "1", hasValues: true)),
    parts: { _ in
      [
        data,
        """
        def next_batch():
            \"\"\"The sum of two marked numbers, one in each half of the sequence.\"\"\"
            x = torch.zeros(steps, batch, 2)
            x[:, :, 0] = torch.tensor([data.uniform() for _ in range(steps * batch)]).view(steps, \
        batch)
            target = torch.zeros(batch, 1)
            half = steps // 2
            for sequence in range(batch):
                for step in data.integer(half), half + data.integer(steps - half):
                    x[step, sequence, 1] = 1
                    target[sequence] += x[step, sequence, 0]
            return x, target
        """,
      ]
    })

  static let hello = PyTorchProblem(
    name: "hello", form: .sequences(Sequences(inputs: "4", outputs: "4", asksEveryStep: true)),
    parts: { _ in
      [
        """
        def next_batch():
            \"\"\"The letters of hello, again and again, and for each the letter that follows.\"\"\"
            ids = torch.tensor(["helo".index("hello"[step % 5]) for step in range(steps + 1)])
            ids = ids[:, None].repeat(1, batch)
            return F.one_hot(ids[:-1], 4).float(), ids[1:]
        """
      ]
    })

  static let parity = PyTorchProblem(
    name: "parity", form: .sequences(Sequences(inputs: "2", outputs: "2", asksEveryStep: true)),
    parts: { _ in
      [
        data,
        """
        def next_batch():
            \"\"\"Bits, and at every step whether the ones so far are odd.\"\"\"
            bits = torch.tensor([data.integer(2) for _ in range(steps * batch)]).view(steps, batch)
            return F.one_hot(bits, 2).float(), bits.cumsum(dim=0) % 2
        """,
      ]
    })

  static let echo = PyTorchProblem(
    name: "echo",
    form: .sequences(
      Sequences(inputs: "2", outputs: "2", asksEveryStep: true, carry: .setting)),
    parts: { _ in
      [
        data,
        """
        key = 1 + data.integer(0x7FFFFFFE)


        def window(index):
            \"\"\"Streams of random bits, and at every step the bit of six steps ago.\"\"\"
            bits = []
            for time in range(index * steps, (index + 1) * steps + 6):
                draws = Random(key, time)
                bits.append([draws.integer(2) for _ in range(batch)])
            bits = torch.tensor(bits)
            return F.one_hot(bits[6:], 2).float(), bits[:-6]
        """,
      ]
    })

  static let sine = PyTorchProblem(
    name: "sine",
    form: .sequences(
      Sequences(inputs: "1", outputs: "1", hasValues: true, asksEveryStep: true, carry: .setting)),
    parts: { _ in
      [
        """
        def window(index):
            \"\"\"The next values of a sine, the same in every sequence, and the value after \
        each.\"\"\"
            positions = range(index * steps, (index + 1) * steps + 1)
            values = torch.tensor([math.sin(position % 40 * math.pi / 20) for position in \
        positions])
            values = values[:, None, None].repeat(1, batch, 1)
            return values[:-1], values[1:]
        """
      ]
    })

  static let drift = PyTorchProblem(
    name: "drift", form: .drift,
    parts: { _ in
      [
        data,
        """
        def slopes():
            \"\"\"Decks of nine 1 and one -10, shuffled anew: the mean is -0.1, clipped to 1 it is \
        0.8.\"\"\"
            while True:
                has_rare = True
                for left in range(10, 0, -1):
                    is_rare = data.integer(left) == 0 and has_rare
                    has_rare = has_rare and not is_rare
                    yield -10.0 if is_rare else 1.0


        deck = slopes()
        """,
      ]
    })
}
