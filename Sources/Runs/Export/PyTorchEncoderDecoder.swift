import Engine

/// The model of `EncoderDecoder` in Python, with the parts that a configuration needs.
extension PyTorchNetwork {
  /// The network that learns pairs of `form`; throws where PyTorch or a list lacks a part.
  static func pairs(
    _ configuration: Configuration, _ form: PyTorchProblem.Pairs
  ) throws(SettingError) -> PyTorchNetwork {
    let cell = PyTorchCell(configuration)
    let start = try PyTorchStart.named(configuration.initialization)
    if !cell.definitions.isEmpty && (form.sourcesVary || configuration.isBidirectional) {
      throw SettingError(
        problem: "no PyTorch program for cell \(cell.kind.name) in such an encoder yet",
        allowed: Cells.all.map(\.name).filter { PyTorchCell.modules[$0] != nil })
    }
    let writer = EncoderDecoderWriter(configuration: configuration, form: form, cell: cell)
    let isMixed = writer.isMixed
    let ignored = form.targetsVary ? ", ignore_index=0" : ""
    return PyTorchNetwork(
      definition: cell.definitions + [writer.model, "model = Model()"],
      start: start.pairs(configuration, cell, linear: writer.linear.map { "model.\($0.name)" }),
      pass: """
            source, target\(isMixed ? ", forced" : "") = next_batch()
            answers = model(source, target\(isMixed ? ", forced" : ""))
            loss = F.cross_entropy(answers.flatten(0, 1), target.flatten()\(ignored))
        """)
  }
}

/// The lines of the class `Model`.
private struct EncoderDecoderWriter {
  let configuration: Configuration
  let form: PyTorchProblem.Pairs
  let cell: PyTorchCell

  /// Whether some steps are forced and some are not.
  var isMixed: Bool { configuration.forcing > 0 && configuration.forcing < 1 }

  private var attends: Bool { configuration.hasAttention }
  private var isBidirectional: Bool { configuration.isBidirectional }
  /// The size of the encoder's outputs.
  private var keys: String { isBidirectional ? "2 * hidden" : "hidden" }

  var model: String {
    let lines = layers + [""] + forward
    return "class Model(nn.Module):\n"
      + lines.map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n")
  }

  /// The linear layers, in the order in which Unroll draws them.
  var linear: [(name: String, sizes: String)] {
    var all = attends ? [("W_key", "\(keys), hidden, bias=False")] : []
    if isBidirectional {
      all += (cell.hasTwoStates ? ["bridge_h", "bridge_c"] : ["bridge"]).map {
        ($0, "2 * hidden, hidden")
      }
    }
    if attends {
      all += [("W_query", "hidden, hidden, bias=False"), ("v", "hidden, 1, bias=False")]
    }
    let read = attends ? (isBidirectional ? "3 * hidden" : "2 * hidden") : "hidden"
    return all + [("fc", "\(read), target_count")]
  }

  private var layers: [String] {
    let options = cell.options
    let directions = isBidirectional ? ", bidirectional=True" : ""
    let inputs = attends ? "embedding + \(keys)" : "embedding"
    let recurrent = [
      "self.source_embedding = nn.Embedding(source_count, embedding, padding_idx=0)",
      "self.target_embedding = nn.Embedding(target_count, embedding, padding_idx=0)",
      "self.encoder = \(cell.constructor)(embedding, hidden\(options)\(directions))",
      "self.decoder = \(cell.constructor)(\(inputs), hidden\(options))",
    ]
    let linear = linear.map { "self.\($0.name) = nn.Linear(\($0.sizes))" }
    return ["def __init__(self):", "    super().__init__()"]
      + (recurrent + linear).map { "    " + $0 }
  }

  private var forward: [String] {
    ["def forward(self, source, target\(isMixed ? ", forced" : "")):"]
      + (encoding + decoding + ["return torch.stack(answers)"]).map { "    " + $0 }
  }

  /// From the source to `state`, and with attention to `keys`.
  private var encoding: [String] {
    let keys = attends ? "keys" : "_"
    var lines = ["x = self.source_embedding(source)"]
    if form.sourcesVary {
      lines += [
        "lengths = (source != 0).sum(dim=0)",
        "x = pack_padded_sequence(x, lengths, enforce_sorted=False)  # reads to each one's end",
      ]
    }
    lines.append("\(keys), state = self.encoder(x)")
    if attends && form.sourcesVary {
      lines += [
        "keys, _ = pad_packed_sequence(keys)",
        "padding = (source == 0)[:, :, None]",
      ]
    }
    if attends { lines.append("projected = self.W_key(keys)  # once for all steps") }
    if isBidirectional && cell.hasTwoStates {
      lines += [
        "h, c = (torch.cat(tuple(s), dim=1) for s in state)  # both directions' last states",
        "state = torch.tanh(self.bridge_h(h))[None], torch.tanh(self.bridge_c(c))[None]",
      ]
    } else if isBidirectional {
      lines += [
        "h = torch.cat(tuple(state), dim=1)  # both directions' last states",
        "state = torch.tanh(self.bridge(h))[None]",
      ]
    }
    return lines
  }

  /// From `state` to `answers`.
  private var decoding: [String] {
    let fed =
      switch configuration.forcing {
      case 1: "target[step - 1]  # teacher forcing"
      case 0: "answers[-1].argmax(dim=1)  # what it said itself"
      default: "torch.where(forced[step], target[step - 1], answers[-1].argmax(dim=1))"
      }
    var lines = ["if step > 0:", "    fed = \(fed)", "x = self.target_embedding(fed)"]
    if attends {
      let masked = form.sourcesVary ? "scores.masked_fill(padding, -math.inf)" : "scores"
      lines += [
        "scores = self.v(torch.tanh(self.W_query(state[0]) + projected))  # of each source step",
        "weights = \(masked).softmax(dim=0)",
        "context = (weights * keys).sum(dim=0)",
        "x = torch.cat([x, context], dim=1)",
      ]
    }
    lines.append("h, state = self.decoder(x[None], state)")
    lines.append(
      attends
        ? "answers.append(self.fc(torch.cat([h[0], context], dim=1)))"
        : "answers.append(self.fc(h[0]))")
    return ["fed, answers = torch.ones_like(target[0]), []  # 1 begins"]
      + ["for step in range(len(target)):"] + lines.map { "    " + $0 }
  }
}
