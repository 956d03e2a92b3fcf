/// A small example of a differentiable part, for the checks that run over all of them: gradients against
/// central differences, digits that threads do not change, numbers that are not finite.
///
/// A new part is one file and one entry here.
public struct PartExample: Sendable {
  /// What it is an example of.
  public let name: String
  /// Records it; returns what it gives, of which the checks take a weighted sum as the loss. A loss
  /// returns nothing.
  let record: @Sendable (inout PartInputs) -> [Tensor]

  init(_ name: String, _ record: @escaping @Sendable (inout PartInputs) -> [Tensor]) {
    self.name = name
    self.record = record
  }

  /// Every part.
  public static let all = layers + losses + attention + compositions + cells

  private static let layers = [
    PartExample("linear") { p in
      [p.tape.linear(p.vectors(7, 18), p.weight([21, 18]), p.weight([21]))]
    },
    PartExample("embedding") { p in
      [p.tape.embedding(p.ids(9, below: 6), p.weight([6, 19]))]
    },
    PartExample("layer norm") { p in
      [p.tape.layerNorm(p.vectors(4, 22), p.weight([22]), p.weight([22]))]
    },
    PartExample("dropout") { p in
      let dropped = p.tape.dropout(p.vectors(4, 6), rate: 0.4)
      p.before { random in dropped.dropout.draw(using: &random) }
      return [dropped.output]
    },
    PartExample("concatenation") { p in
      [p.tape.concatenate([p.vectors(3, 5), p.vectors(3, 2), p.vectors(3, 17)])]
    },
    PartExample("sum and product") { p in
      let (a, b) = (p.vectors(3, 5), p.vectors(3, 5))
      return [p.tape.sum(a, b), p.tape.product(a, b)]
    },
    PartExample("functions") { p in
      // Away from zero, where some have a kink; the logarithm needs positive numbers.
      let x = p.vectors(3, 7, awayFromZero: true)
      return Tape.Function.allCases.map { function in
        p.tape.apply(function, function == .log ? p.tape.apply(.positive, x) : x)
      }
    },
    PartExample("convolution") { p in
      let shape = Tape.ConvolutionShape(padding: 2, stride: 2, dilation: 2)
      return [
        p.tape.convolution(
          p.vectors(9 * 2, 3), batch: 2, p.weight([4, 3, 3]), p.weight([4]), shape: shape)
      ]
    },
    PartExample("scan") { p in
      [p.tape.scan(p.vectors(7 * 2, 5), p.vectors(7 * 2, 5), initial: p.vectors(2, 5))]
    },
    PartExample("logarithmic scan") { p in
      [p.tape.logarithmicScan(p.vectors(7 * 2, 5), p.vectors(7 * 2, 5), initial: p.vectors(2, 5))]
    },
  ]

  private static let losses = [
    PartExample("cross-entropy") { p in
      p.tape.crossEntropy(p.vectors(6, 18), p.ids(6, below: 18))
      return []
    },
    PartExample("cross-entropy, weighted, smoothed, with ignored targets") { p in
      var options = CrossEntropy.Options()
      options.ignored = 4
      options.smoothing = 0.2
      options.classWeights = p.constants(1, 5)
      p.tape.crossEntropy(p.vectors(8, 5), p.ids(8, below: 5), options: options)
      return []
    },
    PartExample("cross-entropy per sequence") { p in
      var options = CrossEntropy.Options()
      options.ignored = 0
      options.reduction = .meanPerSequence(batch: 2)
      p.tape.crossEntropy(p.vectors(8, 3), p.ids(8, below: 3), options: options)
      return []
    },
    PartExample("squared error") { p in
      p.tape.meanSquaredError(p.vectors(4, 3), p.constants(4, 3))
      return []
    },
    PartExample("binary cross-entropy") { p in
      p.tape.binaryCrossEntropy(
        p.vectors(4, 3), p.tape.apply(.sigmoid, p.constants(4, 3)),
        positiveWeights: p.constants(1, 3))
      return []
    },
    PartExample("weighted sum") { p in
      p.tape.weightedSum(p.vectors(4, 3), p.constants(4, 3))
      return []
    },
  ]

  private static let attention = [
    PartExample("softmax") { p in
      [
        p.tape.softmax(p.vectors(6, 19)),
        p.tape.softmax(p.vectors(6, 4), mask: .lengths(p.lengths(3, upTo: 4))),
        p.tape.softmax(p.vectors(6, 3), mask: .causal(batch: 2)),
      ]
    },
    PartExample("additive attention") { p in
      let attention = p.tape.additiveAttention(
        p.vectors(2 * 3, 4), keys: p.vectors(5 * 3, 18), projectedKeys: p.vectors(5 * 3, 17),
        lengths: p.lengths(3, upTo: 5), query: p.weight([17, 4]), v: p.weight([1, 17]))
      return [attention.weights, attention.context]
    },
    PartExample("Luong's attention") { p in
      let attention = p.tape.luongAttention(
        p.vectors(2 * 3, 4), keys: p.vectors(5 * 3, 4), lengths: p.lengths(3, upTo: 5),
        general: p.weight([4, 4]), combine: p.weight([4, 8]))
      return [attention.weights, attention.output]
    },
    PartExample("causal self-attention") { p in
      let attention = p.tape.causalSelfAttention(p.vectors(4 * 2, 6), batch: 2)
      return [attention.output, attention.weights]
    },
    PartExample("transformer block") { p in
      [p.tape.transformerBlock(p.vectors(4 * 2, 6), batch: 2, inner: 9).output]
    },
  ]

  private static let compositions = [
    PartExample("feed") { p in
      let logits = p.vectors(4, 5)
      let fed = p.tape.feed(
        after: logits, targets: p.ids(4, below: 5), forced: p.ids(4, below: 2))
      return [logits, p.tape.embedding(fed, p.weight([5, 3]))]
    },
    PartExample("recurrence of convolutions over time") { p in
      p.tape.convolutionalRecurrence(
        [p.vectors(6 * 2, 3), p.vectors(6 * 2, 3)], initial: p.vectors(6 * 2, 4), batch: 2,
        input: (p.weight([4, 3, 3]), p.weight([4])), recurrent: p.weight([4, 4, 3]))
    },
    PartExample("recurrence of convolutions in depth") { p in
      let logits = p.tape.recurrenceInDepth(
        p.vectors(6 * 2, 1), batch: 2, width: 4, iterations: 3, classes: 2
      ).logits
      // Small weights and large biases keep its rectified units away from their kink.
      p.before { [parameters = p.tape.parameters] _ in
        for parameter in parameters.all {
          let shift: Float = parameter.name.hasSuffix("bias") ? 4 : 0
          parameters.set(parameter, parameters.values(of: parameter).map { 0.1 * $0 + shift })
        }
      }
      return logits
    },
    PartExample("two layers in both directions, with lengths and dropout") { p in
      guard let cell = Cells.named("lstm") else { return [] }
      var shape = RecurrentStackShape(cell: cell, hidden: 4)
      shape.layers = 2
      shape.isBidirectional = true
      shape.dropout = 0.5
      let initial = (0..<4).map { _ in [p.vectors(3, 4), p.vectors(3, 4)] }
      let stack = p.tape.recurrentStack(
        "rnn", shape, .sequence(p.vectors(5 * 3, 2)), inputs: 2, steps: 5, initial: initial,
        lengths: p.lengths(3, upTo: 5))
      for dropout in stack.dropouts { p.before { random in dropout.draw(using: &random) } }
      return [stack.output] + stack.finalStates(0) + stack.finalStates(1)
    },
  ]

  /// Every cell: over vectors with an initial state, backwards with lengths, and over one-hot ids.
  private static let cells = Cells.all.flatMap { cell in
    [
      PartExample("\(cell.name) over vectors") { p in
        let layer = p.tape.recurrence(
          cell, .sequence(p.vectors(4 * 7, 3)), steps: 4, hidden: 18,
          weights: p.recurrentWeights(cell, inputs: 3, hidden: 18),
          initial: cell.states.map { _ in p.vectors(7, 18) })
        return [layer.output] + layer.finalStates
      },
      PartExample("\(cell.name) backwards, with lengths") { p in
        let layer = p.tape.recurrence(
          cell, .sequence(p.vectors(5 * 3, 4)), steps: 5, hidden: 5,
          weights: p.recurrentWeights(cell, inputs: 4, hidden: 5),
          initial: cell.states.map { _ in p.vectors(3, 5) }, isReversed: true,
          lengths: p.lengths(3, upTo: 5))
        return [layer.output] + layer.finalStates
      },
      PartExample("\(cell.name) over one-hot ids") { p in
        let layer = p.tape.recurrence(
          cell, .oneHot(p.ids(5 * 3, below: 4)), steps: 5, hidden: 5,
          weights: p.recurrentWeights(cell, inputs: 4, hidden: 5))
        return [layer.output]
      },
    ]
  }
}

/// What an example is made from: inputs and weights that it asks for, and that are filled with random
/// numbers once everything is recorded.
struct PartInputs {
  let tape: Tape
  /// The inputs by which the loss has a gradient.
  private(set) var differentiable: [Tensor] = []
  private var fills: [(inout Random) -> Void] = []
  private var weights = 0

  init(on tape: Tape) { self.tape = tape }

  /// Vectors by which the loss has a gradient, normal or at least 0.3 from zero.
  mutating func vectors(_ rows: Int, _ columns: Int, awayFromZero: Bool = false) -> Tensor {
    let tensor = constants(rows, columns, awayFromZero: awayFromZero)
    differentiable.append(tensor)
    return tensor
  }

  /// Vectors that are given.
  mutating func constants(_ rows: Int, _ columns: Int, awayFromZero: Bool = false) -> Tensor {
    let tensor = tape.input(rows: rows, columns: columns)
    before { [tape] random in
      tape.write(
        (0..<rows * columns).map { _ in
          let number = random.normal()
          return awayFromZero ? number + (number < 0 ? -0.3 : 0.3) : number
        }, to: tensor)
    }
    return tensor
  }

  /// Random ids.
  mutating func ids(_ count: Int, below bound: Int) -> Tokens {
    let tokens = tape.tokens(count: count)
    before { [tape] random in
      tape.write((0..<count).map { _ in Int32(random.integer(below: bound)) }, to: tokens)
    }
    return tokens
  }

  /// Lengths from 1 to `most`, of which the first is `most`.
  mutating func lengths(_ count: Int, upTo most: Int) -> Tokens {
    let tokens = tape.tokens(count: count)
    before { [tape] random in
      let rest = (1..<count).map { _ in Int32(1 + random.integer(below: most)) }
      tape.write([Int32(most)] + rest, to: tokens)
    }
    return tokens
  }

  /// A parameter.
  mutating func weight(_ shape: [Int]) -> Parameter {
    weights += 1
    return tape.parameters.add("weight_\(weights)", shape: shape)
  }

  /// The weights of a recurrent layer. Where a cell has a kink at zero, biases keep its units away.
  mutating func recurrentWeights(
    _ cell: CellKind, inputs: Int, hidden: Int
  ) -> RecurrenceWeights {
    weights += 1
    let weights = RecurrenceWeights(
      "rnn_\(weights)", cell: cell, inputs: inputs, hidden: hidden, in: tape.parameters)
    if cell.name == "relu" || cell.name.hasSuffix("-log"), let bias = weights.inputBias {
      before { [tape] _ in
        var numbers = tape.parameters.values(of: bias)
        for unit in 0..<hidden {
          numbers[numbers.count - hidden + unit] = unit % 2 == 0 ? 8 : -12
        }
        tape.parameters.set(bias, numbers)
        if let recurrent = weights.recurrent {
          tape.parameters.set(recurrent, tape.parameters.values(of: recurrent).map { 0.1 * $0 })
        }
      }
    }
    return weights
  }

  /// Does `fill` once everything is recorded and the parameters are drawn.
  mutating func before(_ fill: @escaping (inout Random) -> Void) { fills.append(fill) }

  /// Fills parameters and inputs.
  func fill(seed: UInt64) {
    var random = Random(seed: seed)
    for parameter in tape.parameters.all {
      tape.parameters.set(
        parameter, (0..<parameter.count).map { _ in 0.5 * random.normal() })
    }
    for fill in fills { fill(&random) }
  }
}

extension PartExample {
  /// Records the example on `tape` with a loss that reads all it gives, and fills it.
  func make(on tape: Tape, seed: UInt64 = 1) -> PartInputs {
    var inputs = PartInputs(on: tape)
    for output in record(&inputs) {
      tape.weightedSum(output, inputs.constants(output.rows, output.columns))
    }
    inputs.fill(seed: seed)
    return inputs
  }
}
