import Engine

/// What a model loses without a part of it: every unit silenced, every gate held open or shut, one
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
    // Only what is squashed between 0 and 1 can be open or shut. Gates are held by the rows of
    // their weights, which a cell that is given by its equations does not have in their order.
    let gates = cell.gates.indices.filter {
      !cell.isOwn && cell.gates.count > 1 && !["g", "n", "h"].contains(cell.gates[$0])
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
    "\(gate) held \(isOpen ? "open" : "shut")"
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
      for parameter in [weights.input, weights.recurrent] {
        change(parameter) { values, shape in
          for place in gate * hidden * shape.columns..<(gate + 1) * hidden * shape.columns {
            values[place] = 0
          }
        }
      }
      for (index, parameter) in [weights.inputBias, weights.recurrentBias].enumerated() {
        change(parameter) { values, _ in
          for place in gate * hidden..<(gate + 1) * hidden {
            values[place] = index > 0 ? 0 : isOpen ? 30 : -30
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
