import Engine
import Foundation
import Problems

/// Every number of a small recurrent network over the first sequence of the last batch: enough to
/// do the pass forward and back by hand. The equations of the cell are computed by the interpreter,
/// with the weights of the layer.
///
///     y_t = W_y h'_t + b_y;  p_t = softmax(y_t);  L = the mean over all answers
public struct NumberObservation: Observation, Equatable {
  public var update = 0
  /// The cell with its weights.
  public let cell: EquationInterpreter
  /// The states before the first step by name, [hidden].
  public let initial: [String: [Double]]
  /// x_t, [steps][inputs].
  public let x: [[Double]]
  /// What a person calls each x; empty where it is numbers.
  public let inputNames: [String]
  /// The column of W_x that each x picks; nil where x is not one-hot.
  public let inputIndices: [Int]?
  /// Whether x is learned, as an embedding is.
  public let isEmbedded: Bool
  /// Every number of the cell, forward.
  public let trace: EquationTrace
  /// Every gradient of the cell.
  public let gradients: EquationGradients
  /// W_y [outputs, hidden] and b_y [outputs].
  public let outputWeights: [Double]
  public let outputBias: [Double]
  /// What is answered, by step.
  public let answers: [Int: Answer]
  /// The names of the classes.
  public let classNames: [String]

  /// What comes out at a step.
  public struct Answer: Sendable, Equatable {
    /// y_t.
    public let y: [Double]
    /// softmax(y_t); empty where values come out.
    public let p: [Double]
    /// The right class; nil where the step is not counted, and where values come out.
    public let target: Int?
    /// The right values; empty where classes come out.
    public let values: [Double]
    /// dL/dy_t, for L the mean over all answers of the batch.
    public let gradient: [Double]
    /// W_yᵀ dL/dy_t: what this answer alone says of h'_t.
    public let stateGradient: [Double]
    /// Numbers that the loss is the mean of.
    public let count: Int
  }

  /// Time steps.
  public var steps: Int { x.count }

  /// The likeliest class at a step; nil where none is asked for.
  package func likeliest(at step: Int) -> String? {
    guard let p = answers[step]?.p, let index = p.indices.max(by: { p[$0] < p[$1] }),
      classNames.indices.contains(index)
    else { return nil }
    return classNames[index]
  }

  /// What the network would do over the first sequence of `batch`, with its weights as they are.
  init?(_ network: SequenceNetwork, _ batch: Batch, _ problem: any Problem) {
    guard network.body.layers.joined().count == 1, let recurrence = network.recurrence,
      let weights = network.recurrentWeights
    else { return nil }
    let tape = network.tape
    let parameters = tape.parameters
    let first = FirstSequence(network, batch, problem)
    (x, inputNames, inputIndices) = (first.x, first.names, first.indices)
    isEmbedded = first.isEmbedded
    let cell = weights.interpreter(in: parameters)
    self.cell = cell
    initial = Dictionary(
      uniqueKeysWithValues: recurrence.kind.states.enumerated().map { index, state in
        (state, tape.read(recurrence.initialState(index)).prefix(cell.hidden).map { Double($0) })
      })
    trace = cell.run(x, from: initial)
    func values(_ name: String) -> [Double] {
      parameters[name].map { parameters.values(of: $0).map { Double($0) } } ?? []
    }
    (outputWeights, outputBias) = (values("fc.weight"), values("fc.bias"))
    classNames = problem.answers
    let output = OutputLayer(
      weights: outputWeights, bias: outputBias, batch: network.batch)
    let state = cell.node(of: "h'")
    var answers: [Int: Answer] = [:]
    var gradients = x.map { _ in [Double](repeating: 0, count: cell.hidden) }
    let asked = network.design.asksEveryStep ? Array(x.indices) : [x.count - 1]
    for (row, step) in asked.enumerated() {
      let answer = output.answer(trace.steps[step].values[state], row: row, batch)
      answers[step] = answer
      gradients[step] = answer.stateGradient
    }
    self.answers = answers
    self.gradients = cell.backward(trace, outputs: gradients)
  }

  /// Two steps of one unit with all numbers zero, for what follows from the settings alone: which
  /// operations a pass has.
  init(layoutOf configuration: Configuration) {
    let signature = configuration.problemKind.signature
    cell = EquationInterpreter(configuration.cellKind.cellEquations, inputs: 1, hidden: 1)
    x = [[0], [0]]
    (initial, inputNames, inputIndices) = ([:], ["", ""], nil)
    isEmbedded = signature.input == .words
    trace = cell.run(x)
    gradients = cell.backward(trace, outputs: [[0], [0]])
    (outputWeights, outputBias, classNames) = ([0], [0], [])
    let isClass = signature.hasClasses
    let answer = Answer(
      y: [0], p: isClass ? [1] : [], target: isClass ? 0 : nil, values: isClass ? [] : [0],
      gradient: [0], stateGradient: [0], count: 1)
    answers = [0: answer, 1: answer]
  }
}

/// What goes into the network in the first sequence of a batch.
private struct FirstSequence {
  private(set) var x: [[Double]]
  private(set) var names: [String]
  private(set) var indices: [Int]?
  private(set) var isEmbedded = false

  init(_ network: SequenceNetwork, _ batch: Batch, _ problem: any Problem) {
    let size = network.batch
    let isCut = network.design.hasLengths && !batch.lengths.isEmpty
    let steps = isCut ? Int(batch.lengths[0]) : network.steps
    guard !batch.ids.isEmpty else {
      let width = batch.features.count / (network.steps * size)
      x = (0..<steps).map { step in
        batch.features[step * size * width..<(step * size + 1) * width].map { Double($0) }
      }
      names = x.map { _ in "" }
      return
    }
    let ids = (0..<steps).map { Int(batch.ids[$0 * size]) }
    let symbols = problem.symbols
    names = ids.map { symbols.indices.contains($0) ? symbols[$0] : "\($0)" }
    let parameters = network.tape.parameters
    let width = network.design.input.size
    if let table = parameters["embedding.weight"] {
      let rows = parameters.values(of: table)
      x = ids.map { id in rows[id * width..<(id + 1) * width].map { Double($0) } }
      isEmbedded = true
    } else {
      x = ids.map { id in (0..<width).map { $0 == id ? 1 : 0 } }
      indices = ids
    }
  }
}

/// The linear layer on the states, with its loss.
private struct OutputLayer {
  let weights: [Double]
  let bias: [Double]
  /// Sequences of the batch.
  let batch: Int

  /// The answer to the first sequence; `row` counts the steps that are answered.
  func answer(_ h: [Double], row: Int, _ examples: Batch) -> NumberObservation.Answer {
    let y = bias.indices.map { output in
      h.indices.reduce(bias[output]) { $0 + weights[output * h.count + $1] * h[$1] }
    }
    // Answers come step by step, each with those of all sequences.
    let index = row * batch
    guard !examples.classes.isEmpty else {
      let values = examples.values[index * y.count..<(index + 1) * y.count].map { Double($0) }
      let count = examples.values.count
      let gradient = zip(y, values).map { 2 * ($0 - $1) / Double(count) }
      return NumberObservation.Answer(
        y: y, p: [], target: nil, values: values, gradient: gradient,
        stateGradient: stateGradient(gradient), count: count)
    }
    let most = y.max() ?? 0
    let sum = y.reduce(0) { $0 + exp($1 - most) }
    let p = y.map { exp($0 - most) / sum }
    let target = Int(examples.classes[index])
    let isCounted = p.indices.contains(target)
    let count = examples.classes.count { p.indices.contains(Int($0)) }
    let gradient = p.enumerated().map { output, share in
      isCounted ? (share - (output == target ? 1 : 0)) / Double(count) : 0
    }
    return NumberObservation.Answer(
      y: y, p: p, target: isCounted ? target : nil, values: [], gradient: gradient,
      stateGradient: stateGradient(gradient), count: count)
  }

  /// W_yᵀ dL/dy
  private func stateGradient(_ gradient: [Double]) -> [Double] {
    let hidden = weights.count / bias.count
    return (0..<hidden).map { unit in
      gradient.indices.reduce(0) { $0 + weights[$1 * hidden + unit] * gradient[$1] }
    }
  }
}

extension ObservationKind {
  /// Every number of a small network over one sequence.
  public static let numbers = ObservationKind(
    name: "numbers", about: "single recurrent layer small enough to be followed by number",
    type: NumberObservation.self,
    isGiven: {
      $0.modelKind.name == ModelKind.recurrent.name && $0.layers == 1
        && !$0.isBidirectional && $0.norm == "off"
        && NumberObserver.isSmall(steps: $0.steps, hidden: $0.hidden)
    },
    source: .pass { ($0.model as? NetworkModel).map(NumberObserver.init) })
}

extension Snapshot {
  /// Every number of a small model over one sequence, where a panel shows it.
  public var numbers: NumberObservation? { observations[NumberObservation.self] }
}

/// Follows a small recurrent model by number.
private final class NumberObserver: PassObserver {
  private let model: NetworkModel
  /// The interpreter takes some 10 ns for each product of a weight.
  private static let mostProducts = 200_000

  init(_ model: NetworkModel) { self.model = model }

  /// Whether a pass by the interpreter for every snapshot costs next to nothing.
  static func isSmall(steps: Int, hidden: Int) -> Bool {
    steps * hidden * hidden <= mostProducts
  }

  func observe(after update: Int) -> (any Observation)? {
    let network = model.shown
    guard model.isSmall,
      Self.isSmall(steps: network.steps, hidden: network.body.features.columns)
    else { return nil }
    var observation = NumberObservation(network, model.batch, model.problem)
    observation?.update = update
    return observation
  }
}
