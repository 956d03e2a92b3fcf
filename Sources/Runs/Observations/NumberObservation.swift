import Engine
import Problems

/// Every number of a plain recurrent network over the first sequence of the last batch: enough to
/// do the pass forward and back by hand.
///
///     a_t = W_x x_t + W_h h_(t-1) + b;  h_t = f(a_t);  y_t = W_y h_t + b_y
public struct NumberObservation: Observation, Equatable {
  public var update = 0
  /// The cell: `tanh`, `relu` or `linear`.
  public var cell: String
  /// Numbers that come in, units, and numbers that come out.
  public var inputs: Int
  public var hidden: Int
  public var outputs: Int
  /// W_x [hidden, inputs], W_h [hidden, hidden], b [hidden], W_y [outputs, hidden], b_y [outputs].
  public var inputWeights: [Float]
  public var recurrentWeights: [Float]
  public var bias: [Float]
  public var outputWeights: [Float]
  public var outputBias: [Float]
  /// x_t, [steps, inputs], and what a person calls it.
  public var x: [[Float]]
  public var inputNames: [String]
  /// h_t, [steps, hidden].
  public var states: [[Float]]
  /// y_t of every step that is answered, with the class that is right, or the value.
  public var answers: [Int: Answer]
  /// Answers that the loss is the mean of.
  public var answerCount: Int
  /// dL/dh_t, [steps, hidden].
  public var stateGradients: [[Float]]
  /// The names of the classes.
  public var classNames: [String]

  /// What comes out at a step.
  public struct Answer: Sendable, Equatable {
    /// y_t.
    public var y: [Float]
    /// softmax(y_t); empty where values come out.
    public var p: [Float]
    /// The right class, or -1.
    public var target: Int
    /// The right value.
    public var value: Float
  }

  /// The likeliest class at a step; nil where none is asked for.
  package func likeliest(at step: Int) -> String? {
    guard let p = answers[step]?.p, let place = p.indices.max(by: { p[$0] < p[$1] }),
      classNames.indices.contains(place)
    else { return nil }
    return classNames[place]
  }

  /// Time steps.
  public var steps: Int { states.count }

  /// Reads the last pass of `network` over `batch`; nil for a cell with gates and for several
  /// layers.
  init?(_ network: SequenceNetwork, _ batch: Batch, _ problem: any Problem) {
    guard network.body.layers.joined().count == 1, let recurrence = network.recurrence,
      let own = network.recurrentWeights,
      ["tanh", "relu", "linear"].contains(recurrence.kind.name), let recurrent = own.recurrent
    else { return nil }
    let parameters = network.tape.parameters
    let (steps, size, hidden) = (recurrence.steps, recurrence.batch, recurrence.output.columns)
    func rows(_ values: [Float]) -> [[Float]] {
      (0..<steps).map { Array(values[$0 * size * hidden..<($0 * size * hidden) + hidden]) }
    }
    cell = recurrence.kind.name
    inputs = own.input.columns
    self.hidden = hidden
    inputWeights = parameters.values(of: own.input)
    recurrentWeights = parameters.values(of: recurrent)
    bias = [Float](repeating: 0, count: hidden)
    for part in [own.inputBias, own.recurrentBias].compactMap(\.self) {
      for (unit, value) in parameters.values(of: part).enumerated() { bias[unit] += value }
    }
    outputWeights = parameters["fc.weight"].map { parameters.values(of: $0) } ?? []
    outputBias = parameters["fc.bias"].map { parameters.values(of: $0) } ?? []
    outputs = outputBias.count
    let inputs = inputs
    x = (0..<steps).map { step in
      guard batch.ids.isEmpty else {
        return (0..<inputs).map { $0 == Int(batch.ids[step * size]) ? 1 : 0 }
      }
      return Array(batch.features[step * size * inputs..<(step * size + 1) * inputs])
    }
    let symbols = problem.symbols
    inputNames = (0..<steps).map { step in
      guard !batch.ids.isEmpty else { return "" }
      let id = Int(batch.ids[step * size])
      return symbols.indices.contains(id) ? symbols[id] : "\(id)"
    }
    states = rows(recurrence.stateValues())
    stateGradients = rows(recurrence.stateGradients())
    classNames = problem.answers
    let logits = network.tape.read(network.answers)
    let shares = network.probabilities.map { network.tape.read($0) } ?? []
    let asked = problem.asksEveryStep ? Array(0..<steps) : [steps - 1]
    answerCount = asked.count * size
    answers = [:]
    for (row, step) in asked.enumerated() {
      let place = row * size * outputs
      answers[step] = Answer(
        y: Array(logits[place..<place + outputs]),
        p: shares.isEmpty ? [] : Array(shares[place..<place + outputs]),
        target: batch.classes.isEmpty ? -1 : Int(batch.classes[row * size]),
        value: batch.values.isEmpty ? 0 : batch.values[row * size])
    }
  }
}

extension ObservationKind {
  /// Every number of a small network over one sequence.
  public static let numbers = ObservationKind(
    name: "numbers", about: "network small enough to do the pass by hand",
    type: NumberObservation.self,
    isGiven: {
      $0.modelKind.name == ModelKind.recurrent.name && !$0.isGated && $0.layers == 1
        && !$0.isBidirectional && $0.norm == "off"
    },
    source: .pass { ($0.model as? NetworkModel).map(NumberObserver.init) })
}

extension Snapshot {
  /// Every number of a small model over one sequence, where a panel shows it.
  public var numbers: NumberObservation? { observations[NumberObservation.self] }
}

/// Reads the numbers of a small recurrent model.
private final class NumberObserver: PassObserver {
  private let model: NetworkModel

  init(_ model: NetworkModel) { self.model = model }

  func observe(after update: Int) -> (any Observation)? {
    guard model.isSmall else { return nil }
    var observation = NumberObservation(model.shown, model.batch, model.problem)
    observation?.update = update
    return observation
  }
}
