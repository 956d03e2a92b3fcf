import Engine

/// What a model loses without a part of it: every unit and every gate clamped, one
/// after the other, on a copy of its weights and the same examples.
struct AblationEvaluator: Evaluator {
  private enum Ablation: Equatable {
    case none
    case unit(Int)
    case gate(Int, isOpen: Bool)
  }

  /// Units that are taken out, at most: each costs a pass.
  private static let mostUnits = 64

  let interval = 50
  private let original: NetworkModel
  private let copy: NetworkModel
  private let configuration: Configuration
  private let ablations: [Ablation]
  private var work: [Ablation] = []
  private var results: [AblationObservation.Part] = []
  private var current = AblationObservation()
  private var update = 0

  /// Ablations of `model`.
  init(_ model: NetworkModel, _ configuration: Configuration) {
    original = model
    self.configuration = configuration
    copy = configuration.networkModel
    let clampable = Set(configuration.clampableGates)
    let gates = configuration.cellKind.gates.enumerated().filter { clampable.contains($0.element) }
    ablations =
      [.none] + gates.flatMap { [.gate($0.offset, isOpen: true), .gate($0.offset, isOpen: false)] }
      + (0..<min(configuration.hidden, Self.mostUnits)).map { .unit($0) }
  }

  var isBusy: Bool { !work.isEmpty }

  mutating func request(after update: Int) {
    (self.update, work, results) = (update, ablations, [])
  }

  mutating func resume(from other: any Evaluator) {
    if let other = other as? AblationEvaluator { current = other.current }
  }

  var observation: any Observation { current }

  mutating func advance() {
    guard !work.isEmpty else { return }
    let ablation = work.removeFirst()
    let model = model(for: ablation)
    let parameters = model.tape.parameters
    // A cell whose gate is held by its equations has fewer weights.
    for own in parameters.all {
      guard let other = original.tape.parameters[own.name] else { continue }
      parameters.set(own, original.tape.parameters.values(of: other))
    }
    apply(ablation, to: parameters)
    var random = Random(seed: UInt64(configuration.seed), stream: 5)
    model.load(using: &random)
    model.tape.forward()
    results.append(AblationObservation.Part(name: name(of: ablation), loss: model.tape.loss))
    guard work.isEmpty, let whole = results.first else { return }
    current.whole = whole.loss
    current.parts = Array(results.dropFirst())
    current.update = update
  }

  /// The model that an ablation is made in. A gate of a cell that is given by its equations alone
  /// is held there; its weights are not laid out in rows of gates.
  private func model(for ablation: Ablation) -> NetworkModel {
    let cell = configuration.cellKind
    guard cell.isOwn, case .gate(let gate, let isOpen) = ablation else { return copy }
    var held = configuration
    guard
      let equations = cell.cellEquations.holding(cell.gates[gate], at: isOpen ? 1 : 0),
      // The equations of a cell with a gate held make a cell, or the gate is not offered.
      let own = try? OwnCell(cell.name, equations: equations.text)
    else { preconditionFailure("only gates that can be held are offered") }
    held.define(own)
    return held.networkModel
  }

  private func name(of ablation: Ablation) -> String {
    switch ablation {
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

  /// A unit is taken out when no weight uses it; a gate is held when only a large bias is left of
  /// it.
  private func apply(_ ablation: Ablation, to parameters: Parameters) {
    guard let weights = copy.network.recurrentWeights else { return }
    let hidden = configuration.hidden
    func change(_ parameter: Parameter?, _ edit: (inout [Float], Parameter) -> Void) {
      guard let parameter else { return }
      var values = parameters.values(of: parameter)
      edit(&values, parameter)
      parameters.set(parameter, values)
    }
    switch ablation {
    case .none: break
    case .unit(let unit):
      for parameter in [weights.recurrent, parameters["fc.weight"]] {
        change(parameter) { values, shape in
          for row in 0..<shape.rows { values[row * shape.columns + unit] = 0 }
        }
      }
    case .gate(let gate, let isOpen):
      guard !configuration.cellKind.isOwn else { return }
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
  var largestUnitLoss: Float? {
    parts.filter { $0.name.hasPrefix("without") }.map(\.loss).max()
  }
}

extension ObservationKind {
  /// What is lost without each part of the model.
  public static let ablation = ObservationKind(
    name: "ablation", about: "loss without parts of the model", type: AblationObservation.self,
    isAlways: { _ in false },
    isGiven: {
      $0.modelKind.name == ModelKind.recurrent.name && $0.reads == nil
        && !$0.problemKind.isText
    },
    source: .evaluation { parts in
      (parts.model as? NetworkModel).map { AblationEvaluator($0, parts.configuration) }
    })
}

extension Snapshot {
  /// What is lost without each part of the model.
  public var ablation: AblationObservation? { observations[AblationObservation.self] }
}
