/// A small example of a differentiable part, for the checks that run over all of them: gradients
/// against central differences, digits that do not depend on threads, numbers that are not finite.
///
/// A new part is one file and one entry here.
public struct PartExample: Sendable {
  /// The part that it is an example of.
  public let name: String
  /// Records it and returns its results; the checks take their weighted sum as the loss. A loss
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
    PartExample("linear, of data and of tensors with a gradient") { p in
      let weight = p.weight([21, 18])
      return [
        p.tape.linear(p.constants(7, 18), weight), p.tape.linear(p.vectors(5, 18), weight),
        p.tape.linear(p.constants(7, 18), p.weight([4, 18]), p.weight([4])),
      ]
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
      // Away from zero, where some are not differentiable; the logarithm needs positive numbers.
      let x = p.vectors(3, 7, awayFromZero: true)
      return Tape.Function.allCases.map { function in
        p.tape.apply(function, function == .log ? p.tape.apply(.positive, x) : x)
      }
    },
    PartExample("convolution") { p in
      let options = Tape.ConvolutionOptions(padding: 2, stride: 2, dilation: 2)
      return [
        p.tape.convolution(
          p.vectors(9 * 2, 3), batch: 2, p.weight([4, 3, 3]), p.weight([4]), options: options)
      ]
    },
    PartExample("convolution of data") { p in
      [p.tape.convolution(p.constants(9 * 2, 3), batch: 2, p.weight([4, 3, 3]))]
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
        after: logits, targets: p.ids(4, below: 5), isForced: p.ids(4, below: 2))
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
      // Small weights and large biases keep its rectified units away from zero.
      p.before { [parameters = p.tape.parameters] _ in
        for parameter in parameters.all {
          let shift: Float = parameter.name.hasSuffix("bias") ? 4 : 0
          parameters.set(parameter, parameters.values(of: parameter).map { 0.1 * $0 + shift })
        }
      }
      return logits
    },
    PartExample("recurrence of data") { p in
      guard let cell = Cells.named("lstm") else { return [] }
      let weights = p.recurrentWeights(cell, inputs: 4, hidden: 5)
      return [
        p.tape.recurrence(.sequence(p.constants(4 * 3, 4)), weights, steps: 4).output
      ]
    },
    PartExample("two layers in both directions, with lengths and dropout") { p in
      guard let cell = Cells.named("lstm") else { return [] }
      var hyperparameters = RecurrentStack.Hyperparameters(cell: cell, hidden: 4)
      hyperparameters.layers = 2
      hyperparameters.isBidirectional = true
      hyperparameters.dropout = 0.5
      let initial = (0..<4).map { _ in [p.vectors(3, 4), p.vectors(3, 4)] }
      let stack = p.tape.recurrentStack(
        "rnn", hyperparameters, .sequence(p.vectors(5 * 3, 2)), steps: 5, initial: initial,
        lengths: p.lengths(3, upTo: 5))
      for dropout in stack.dropouts { p.before { random in dropout.draw(using: &random) } }
      return [stack.output] + stack.finalStates(0) + stack.finalStates(1)
    },
  ]

  private static let cells = Cells.all.flatMap(examples)

  /// A cell over vectors with an initial state, backwards with lengths, and over ids.
  static func examples(of cell: CellKind) -> [PartExample] {
    [
      PartExample("\(cell.name) over vectors") { p in
        let layer = p.tape.recurrence(
          .sequence(p.vectors(4 * 7, 3)), p.recurrentWeights(cell, inputs: 3, hidden: 18),
          steps: 4, initial: cell.states.map { _ in p.vectors(7, 18) })
        return [layer.output] + layer.finalStates
      },
      PartExample("\(cell.name) backwards, with lengths") { p in
        let layer = p.tape.recurrence(
          .sequence(p.vectors(5 * 3, 4)),
          p.recurrentWeights(cell, inputs: 4, hidden: 5, isReversed: true), steps: 5,
          initial: cell.states.map { _ in p.vectors(3, 5) }, lengths: p.lengths(3, upTo: 5))
        return [layer.output] + layer.finalStates
      },
      PartExample("\(cell.name) over one-hot ids") { p in
        let layer = p.tape.recurrence(
          .oneHot(p.ids(5 * 3, below: 4), count: 4),
          p.recurrentWeights(cell, inputs: 4, hidden: 5), steps: 5)
        return [layer.output]
      },
      PartExample("\(cell.name) over embedded ids") { p in
        let layer = p.tape.recurrence(
          .embedded(p.ids(6 * 3, below: 5), p.weight([5, 4])),
          p.recurrentWeights(cell, inputs: 4, hidden: 18), steps: 6)
        return [layer.output]
      },
    ]
  }
}
