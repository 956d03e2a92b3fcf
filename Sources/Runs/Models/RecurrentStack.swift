import Engine
import Problems

extension ModelKind {
  /// Recurrent layers on top of each other, in one direction or both.
  static let recurrent = ModelKind(
    name: "recurrent", title: "recurrent network",
    about: "recurrent layers, and a linear layer on their states",
    settings: [
      "cell", "hidden", "embedding", "readout", "layers", "bidirectional", "dropout", "norm",
      "initialization", "gain", "forget-bias",
    ],
    carriesState: { !$0.isBidirectional },
    takes: \.isSequence,
    make: { parts in
      let problem = parts.sequences
      return NetworkModel(problem, .recurrent(problem, parts.configuration), parts)
    })
}

extension SequenceDesign {
  /// Recurrent layers as `configuration` has them.
  static func recurrent(_ problem: any Problem, _ configuration: Configuration) -> SequenceDesign {
    let stack = RecurrentBody(
      cell: configuration.cellKind, hidden: configuration.hidden, layers: configuration.layers,
      isBidirectional: configuration.isBidirectional, dropout: Float(configuration.dropout),
      hasNorm: configuration.norm == "layer", start: configuration.recurrentStart)
    var design = SequenceDesign(
      problem, embedding: configuration.embedding, record: stack.record)
    design.hasLengths = configuration.readout == "valid" && problem.hasLengths
    design.carriesState = !stack.isBidirectional
    design.isCausal = !stack.isBidirectional
    return design
  }
}

/// Recurrent layers on top of each other, as PyTorch's `nn.RNN`, `nn.LSTM` and `nn.GRU` with
/// `num_layers` and `bidirectional`; between two layers there may be dropout, and after each a
/// layer norm.
private struct RecurrentBody: Sendable {
  let cell: CellKind
  let hidden: Int
  let layers: Int
  let isBidirectional: Bool
  let dropout: Float
  let hasNorm: Bool
  let start: RecurrentStart

  /// Records the layers. The answer after the last step is read off every direction's last state.
  func record(_ site: SequenceDesign.Site) -> SequenceDesign.Body {
    let tape = site.tape
    var recurrences: [[Recurrence]] = []
    var weights: [[RecurrenceWeights]] = []
    var dropouts: [Dropout] = []
    var (x, size) = (site.input, site.inputs)
    for layer in 0..<layers {
      if layer > 0, dropout > 0, case .sequence(let h) = x {
        let dropped = tape.dropout(h, rate: dropout)
        dropouts.append(dropped.dropout)
        x = .sequence(dropped.output)
      }
      var sizes = RecurrenceWeights.Hyperparameters(cell: cell, inputs: size, hidden: hidden)
      sizes.start = start
      let own = (isBidirectional ? [false, true] : [false]).map { isReversed in
        RecurrenceWeights("rnn", layer: layer, isReversed: isReversed, sizes, in: tape.parameters)
      }
      let sides = own.map { weights in
        tape.recurrence(x, weights, steps: site.steps, lengths: site.lengths)
      }
      recurrences.append(sides)
      weights.append(own)
      guard layer + 1 < layers else { break }
      x = .sequence(normed(joined(sides.map(\.output), tape), layer, tape))
      size = own.count * hidden
    }
    let last = recurrences[layers - 1]
    let read = last.map { site.asksEveryStep ? $0.output : $0.finalState() }
    return SequenceDesign.Body(
      features: normed(joined(read, tape), layers - 1, tape), layers: recurrences,
      weights: weights, dropouts: dropouts)
  }

  private func joined(_ sides: [Tensor], _ tape: Tape) -> Tensor {
    sides.count == 1 ? sides[0] : tape.concatenate(sides)
  }

  /// The layer norm of a layer's states, where there is one.
  private func normed(_ h: Tensor, _ layer: Int, _ tape: Tape) -> Tensor {
    guard hasNorm else { return h }
    return tape.layerNorm(h, named: "norm_l\(layer)")
  }
}
