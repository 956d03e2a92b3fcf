import Engine
import Problems

/// The inside of a recurrent layer over the first sequence of the last batch.
public struct StateObservation: Observation, Equatable {
  public var update = 0
  /// A gate over time.
  public struct Gate: Sendable, Equatable {
    /// Its letter, as in the cell's equations.
    public var name: String
    /// Its values, [steps, hidden].
    public var values: [Float]
  }

  /// Units.
  public var hidden: Int
  /// h of the sequence, [steps, hidden].
  public var states: [Float]
  /// c of the sequence, [steps, hidden]; empty for a cell without one.
  public var cells: [Float]
  /// Its gates, in the cell's order; of a cell without gates there are none.
  public var gates: [Gate]
  /// The input of each step as a person reads it.
  public var inputs: [String]
  /// W_h, [rows, hidden]; empty for a cell whose gates do not see the state.
  public var weights: [Float]
  /// Final states of the batch in the plane, with the class that each was asked for.
  public var cloud: [SIMD2<Float>]
  public var classes: [Int32]
  /// The classes as a person reads them; empty where numbers say enough.
  public var classNames: [String]
  /// The path of the sequence through the plane.
  public var path: [SIMD2<Float>]
  /// The two axes' shares of the variance.
  public var shares: SIMD2<Float>

  /// Time steps.
  public var steps: Int { hidden > 0 ? states.count / hidden : 0 }
}

extension ObservationKind {
  /// States, gates and weights over one sequence, and the plane in which states vary most.
  public static let states = ObservationKind(
    name: "states", about: "hidden states", type: StateObservation.self,
    isGiven: { $0.modelKind.name == ModelKind.recurrent.name },
    source: .pass { ($0.model as? NetworkModel).map(StateObserver.init) })
}

extension Snapshot {
  /// The inside of the recurrent layer, where a panel shows it.
  public var states: StateObservation? { observations[StateObservation.self] }
}

/// Reads the states of a recurrent model, in a plane that turns as little as it must.
private final class StateObserver: PassObserver {
  private let model: NetworkModel
  /// The plane of the last observation.
  private var basis: PrincipalComponents?

  init(_ model: NetworkModel) { self.model = model }

  func observe(after update: Int) -> (any Observation)? {
    let network = model.shown
    guard let recurrence = network.recurrence else { return nil }
    let weights = network.recurrentWeights?.recurrent.map {
      network.tape.parameters.values(of: $0)
    }
    var observation = StateObservation(
      recurrence, weights: weights ?? [], model.batch, model.problem, basis: &basis)
    observation.update = update
    return observation
  }
}

extension StateObservation {
  /// Reads the last forward pass of a layer with the recurrent matrix `weights`, over `batch`.
  ///
  /// - Parameter basis: the plane of the observation before, which this one is turned to;
  ///   replaced by its own.
  init(
    _ recurrence: Recurrence, weights: [Float], _ batch: Batch, _ problem: any Problem,
    basis: inout PrincipalComponents?
  ) {
    let (steps, hidden, size) = (recurrence.steps, recurrence.output.columns, recurrence.batch)
    func first(_ numbers: [Float]) -> [Float] {
      (0..<steps).flatMap { numbers[$0 * size * hidden..<($0 * size * hidden) + hidden] }
    }
    let all = recurrence.stateValues()
    self.hidden = hidden
    states = first(all)
    let cell = recurrence.kind
    cells = cell.states.count > 1 ? first(recurrence.stateValues(1)) : []
    gates =
      cell.isGated
      ? cell.gates.enumerated().map {
        Gate(name: $0.element, values: first(recurrence.gate($0.offset)))
      }
      : []
    let symbols = problem.symbols
    let features = size * steps > 0 ? batch.features.count / (size * steps) : 0
    inputs = (0..<steps).map { step in
      let position = step * size
      if batch.ids.isEmpty {
        return problem.name(of: batch.features[position * features..<(position + 1) * features])
      }
      if batch.ids.indices.contains(position) {
        let id = Int(batch.ids[position])
        return symbols.indices.contains(id) ? symbols[id] : "\(id)"
      }
      return ""
    }
    self.weights = weights
    let finals = Array(all[((steps - 1) * size * hidden)...])
    classNames = problem.answers
    classes = batch.classes.count == size ? batch.classes : []
    guard hidden >= 2 else {
      (cloud, path, shares) = ([], [], [0, 0])
      return
    }
    var plane = PrincipalComponents(of: finals, columns: hidden, count: 2, alignedTo: basis)
    // A picture that has outlived its axes is turned once; axes that change sides in noise are not.
    if plane.varianceShares[1] > 1.2 * plane.varianceShares[0] {
      plane = PrincipalComponents(of: finals, columns: hidden, count: 2)
    }
    basis = plane
    func points(_ numbers: [Float]) -> [SIMD2<Float>] {
      let flat = plane.project(numbers)
      return (0..<flat.count / 2).map { [flat[2 * $0], flat[2 * $0 + 1]] }
    }
    cloud = points(finals)
    path = points(states)
    shares = SIMD2(Float(plane.varianceShares[0]), Float(plane.varianceShares[1]))
  }
}
