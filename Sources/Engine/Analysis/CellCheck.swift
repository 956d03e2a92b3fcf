/// Whether the gradients of a cell are right: those of its equations against central differences in
/// double precision, and those of the layer that trains against the equations', on a tiny instance
/// with random weights.
public struct CellCheck: Sendable, Equatable {
  /// The largest difference between a gradient and its difference quotient, as a share of the
  /// largest gradient. Not a number where the cell's values are not finite.
  public let differences: Double
  /// The same between the layer, in single precision, and the equations.
  public let layer: Double

  /// Whether both are as small as rounding makes them.
  public var passes: Bool { differences < 1e-5 && layer < 1e-3 }

  private static let (steps, inputs, hidden) = (3, 2, 3)

  /// Checks `kind`; the same numbers every time.
  public init(_ kind: CellKind) {
    var random = Random(seed: 8)
    let instance = Instance(kind, using: &random)
    let gradients = instance.gradients()
    differences = instance.largestDifference(gradients)
    layer = instance.layerDifference(gradients)
  }

  /// A cell with its weights, what comes in, and the weights of its outputs in the loss.
  private struct Instance {
    let kind: CellKind
    var cell: EquationInterpreter
    let x: [[Double]]
    let outputs: [[Double]]

    init(_ kind: CellKind, using random: inout Random) {
      self.kind = kind
      // Numbers that single precision has too, so that both see the same.
      func draws(_ count: Int) -> [Double] { (0..<count).map { _ in Double(random.normal()) } }
      cell = EquationInterpreter(kind.cellEquations, inputs: inputs, hidden: hidden)
      for name in cell.matrices.keys.sorted() {
        cell.matrices[name] = draws(cell.matrices[name]?.count ?? 0)
      }
      for name in cell.vectors.keys.sorted() { cell.vectors[name] = draws(hidden) }
      x = (0..<steps).map { _ in draws(inputs) }
      outputs = (0..<steps).map { _ in draws(hidden) }
    }

    /// The weighted sum of all outputs.
    func loss(_ cell: EquationInterpreter) -> Double {
      let node = cell.node(of: "h'")
      return zip(cell.run(x).steps, outputs).reduce(0) { sum, step in
        sum + zip(step.0.values[node], step.1).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }

    /// dL/dw of every learned number, by the name of its matrix or vector.
    func gradients() -> [String: [Double]] {
      let all = cell.backward(cell.run(x), outputs: outputs)
      return all.matrices.merging(all.vectors) { first, _ in first }
    }

    func largestDifference(_ gradients: [String: [Double]]) -> Double {
      let step = 1e-5
      return largestShare(gradients) { name, index in
        func moved(_ change: Double) -> EquationInterpreter {
          var moved = cell
          moved.matrices[name]?[index] += change
          moved.vectors[name]?[index] += change
          return moved
        }
        return (loss(moved(step)) - loss(moved(-step))) / (2 * step)
      }
    }

    /// A layer with the same weights, over the same numbers.
    func layerDifference(_ gradients: [String: [Double]]) -> Double {
      let parameters = Parameters()
      let tape = Tape(parameters: parameters)
      let data = tape.data(rows: steps, columns: inputs)
      let weights = RecurrenceWeights(
        "rnn", cell: kind, inputs: inputs, hidden: hidden, in: parameters)
      let recurrence = tape.recurrence(.sequence(data), weights, steps: steps)
      let factors = tape.data(rows: steps, columns: hidden)
      tape.weightedSum(recurrence.output, factors)
      for (name, values) in cell.matrices.merging(cell.vectors, uniquingKeysWith: { $1 }) {
        if let parameter = parameters["rnn.\(name)_l0"] {
          parameters.set(parameter, values.map { Float($0) })
        }
      }
      tape.write(x.joined().map { Float($0) }, to: data)
      tape.write(outputs.joined().map { Float($0) }, to: factors)
      tape.forward()
      tape.backward()
      return largestShare(gradients) { name, index in
        parameters["rnn.\(name)_l0"].map { Double(parameters.gradient(of: $0)[index]) } ?? .nan
      }
    }

    /// The largest difference to `other`, as a share of the largest gradient.
    private func largestShare(
      _ gradients: [String: [Double]], _ other: (_ name: String, _ index: Int) -> Double
    ) -> Double {
      var (largest, scale) = (0.0, 0.0)
      for (name, numbers) in gradients.sorted(by: { $0.key < $1.key }) {
        for (index, gradient) in numbers.enumerated() {
          let difference = abs(gradient - other(name, index))
          guard difference.isFinite else { return .nan }
          (largest, scale) = (max(largest, difference), max(scale, abs(gradient)))
        }
      }
      return largest / max(scale, .leastNormalMagnitude)
    }
  }
}
