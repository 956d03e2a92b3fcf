import Engine

/// What a model loses without a part of it: every unit and every gate clamped, one
/// after the other, on a copy of its weights and the same examples.
struct AblationEvaluator: Evaluator {
  private enum Lesion: Equatable {
    case none
    case unit(Int)
    case gate(Int, isOpen: Bool)
  }

  /// Units that are silenced, at most: each costs a pass.
  private static let mostUnits = 64

  let interval = 50
  private let original: NetworkModel
  private let copy: NetworkModel
  private let configuration: Configuration
  private let lesions: [Lesion]
  private var work: [Lesion] = []
  private var results: [AblationObservation.Part] = []
  private var reading = AblationObservation()
  private var update = 0

  /// Lesions of the model of `learner`.
  init(_ learner: NetworkModel, _ configuration: Configuration) {
    original = learner
    self.configuration = configuration
    copy = configuration.networkModel
    let cell = configuration.cellKind
    let clampable = Set(cell.cellEquations.gates.filter(\.canBeClamped).map(\.symbol))
    // The weights of a cell that is given by its equations alone are not laid out in rows of gates.
    let gates = cell.gates.indices.filter {
      cell.isGated && !cell.isOwn && clampable.contains(cell.gates[$0])
    }
    lesions =
      [.none] + gates.flatMap { [.gate($0, isOpen: true), .gate($0, isOpen: false)] }
      + (0..<min(configuration.hidden, Self.mostUnits)).map { .unit($0) }
  }

  var isBusy: Bool { !work.isEmpty }

  mutating func request(after update: Int) {
    (self.update, work, results) = (update, lesions, [])
  }

  mutating func resume(from other: any Evaluator) {
    if let other = other as? AblationEvaluator { reading = other.reading }
  }

  var observation: any Observation { reading }

  mutating func advance() {
    guard !work.isEmpty else { return }
    let lesion = work.removeFirst()
    let parameters = copy.tape.parameters
    for (own, other) in zip(parameters.all, original.tape.parameters.all) {
      parameters.set(own, original.tape.parameters.values(of: other))
    }
    apply(lesion, to: parameters)
    var random = Random(seed: UInt64(configuration.seed), stream: 5)
    copy.load(using: &random)
    copy.tape.forward()
    results.append(AblationObservation.Part(name: name(of: lesion), loss: copy.tape.loss))
    guard work.isEmpty, let whole = results.first else { return }
    reading.whole = whole.loss
    reading.parts = Array(results.dropFirst())
    reading.update = update
  }

  private func name(of lesion: Lesion) -> String {
    switch lesion {
    case .none: "whole"
    case .unit(let unit): "without unit \(unit)"
    case .gate(let gate, let isOpen):
      Self.name(ofGate: configuration.cellKind.gates[gate], isOpen: isOpen)
    }
  }

  static func name(ofGate gate: String, isOpen: Bool) -> String {
    "\(gate) clamped to \(isOpen ? 1 : 0)"
  }

  /// The rows of weights to hold, and whether high, so that a gate is clamped. A gate that is a
  /// share, f' = f / (f + i), is clamped by holding what it is a share of: f high and i low.
  private func rows(of gate: Int, isOpen: Bool) -> [(row: Int, isHigh: Bool)] {
    let cell = configuration.cellKind
    let equations = cell.cellEquations
    guard
      let equation = equations.equations.first(where: { $0.symbol == cell.gates[gate] }),
      case .combine(.over, .symbol(let numerator), let sum) = equation.expression
    else { return [(gate, isOpen)] }
    return Set(sum.symbols).sorted().compactMap { symbol in
      let part = equations.equations.first { $0.symbol == symbol }?.expression.description ?? ""
      let row = equations.inputMatrices.firstIndex { part.contains($0 + " x") }
      return row.map { ($0, (symbol == numerator) == isOpen) }
    }
  }

  /// A unit is silent when no weight reads it; a gate is held when only a large bias is left of it.
  private func apply(_ lesion: Lesion, to parameters: Parameters) {
    guard let weights = copy.network.recurrentWeights else { return }
    let hidden = configuration.hidden
    func change(_ parameter: Parameter?, _ edit: (inout [Float], Parameter) -> Void) {
      guard let parameter else { return }
      var values = parameters.values(of: parameter)
      edit(&values, parameter)
      parameters.set(parameter, values)
    }
    switch lesion {
    case .none: break
    case .unit(let unit):
      for parameter in [weights.recurrent, parameters["fc.weight"]] {
        change(parameter) { values, shape in
          for row in 0..<shape.rows { values[row * shape.columns + unit] = 0 }
        }
      }
    case .gate(let gate, let isOpen):
      for (row, isHigh) in rows(of: gate, isOpen: isOpen) {
        for parameter in [weights.input, weights.recurrent] {
          change(parameter) { values, shape in
            for index in row * hidden * shape.columns..<(row + 1) * hidden * shape.columns {
              values[index] = 0
            }
          }
        }
        for (index, parameter) in [weights.inputBias, weights.recurrentBias].enumerated() {
          change(parameter) { values, _ in
            for unit in row * hidden..<(row + 1) * hidden {
              values[unit] = index > 0 ? 0 : isHigh ? 30 : -30
            }
          }
        }
      }
    }
  }
}

/// What a model loses without its parts.
public struct AblationObservation: Observation, Equatable {
  /// A part that was taken out.
  public struct Part: Sendable, Equatable {
    /// What was done.
    public var name: String
    /// The loss then.
    public var loss: Float
  }

  /// The loss of the whole model.
  public var whole: Float?
  /// The loss without each part: gates, then units.
  public var parts: [Part] = []
  /// The update after which it was read.
  public var update = 0

  /// The loss with a gate held.
  func loss(gate: String, isOpen: Bool) -> Float? {
    parts.first { $0.name == AblationEvaluator.name(ofGate: gate, isOpen: isOpen) }?.loss
  }

  /// The loss without the unit that is missed most.
  var worstUnit: Float? {
    parts.filter { $0.name.hasPrefix("without") }.map(\.loss).max()
  }
}

extension ObservationKind {
  /// What is lost without each part of the model.
  public static let ablation = ObservationKind(
    name: "ablation", about: "loss without parts of the model", type: AblationObservation.self,
    isAlways: { _ in false },
    isGiven: { $0.modelKind.name == ModelKind.recurrent.name && $0.reads == nil },
    source: .evaluation { parts in
      (parts.model as? NetworkModel).map { AblationEvaluator($0, parts.configuration) }
    })
}

extension Snapshot {
  /// What is lost without each part of the model.
  public var ablation: AblationObservation? { observations[AblationObservation.self] }
}
