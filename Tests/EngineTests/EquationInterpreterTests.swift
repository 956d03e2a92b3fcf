import Testing

@testable import Engine

@Suite("The interpreter of equations")
struct EquationInterpreterTests {
  private static let (steps, batch, inputs, hidden) = (5, 3, 3, 5)

  /// A compiled cell run over random numbers, with the gradients of a random weighted sum of its
  /// outputs.
  private struct Compiled {
    let parameters = Parameters()
    let weights: RecurrenceWeights
    let recurrence: Recurrence
    let x: Tensor
    let initial: [Tensor]
    let numbers: [Float]
    let start: [[Float]]
    /// dL/dh' of every step, [steps * batch * hidden].
    let outputs: [Float]

    init(_ kind: CellKind, seed: UInt64) {
      let (steps, batch) = (EquationInterpreterTests.steps, EquationInterpreterTests.batch)
      let (inputs, hidden) = (EquationInterpreterTests.inputs, EquationInterpreterTests.hidden)
      var random = Random(seed: seed)
      func draws(_ count: Int) -> [Float] { (0..<count).map { _ in random.normal() } }
      let tape = Tape(parameters: parameters)
      x = tape.input(rows: steps * batch, columns: inputs)
      initial = kind.states.map { _ in tape.input(rows: batch, columns: hidden) }
      weights = RecurrenceWeights(
        "rnn", cell: kind, inputs: inputs, hidden: hidden, in: parameters)
      recurrence = tape.recurrence(.sequence(x), weights, steps: steps, initial: initial)
      let factors = tape.data(rows: steps * batch, columns: hidden)
      tape.weightedSum(recurrence.output, factors)
      for parameter in parameters.all {
        parameters.set(parameter, draws(parameter.count).map { 0.6 * $0 })
      }
      numbers = draws(steps * batch * inputs)
      start = kind.states.map { _ in draws(batch * hidden) }
      outputs = draws(steps * batch * hidden)
      tape.write(numbers, to: x)
      for (tensor, values) in zip(initial, start) { tape.write(values, to: tensor) }
      tape.write(outputs, to: factors)
      tape.forward()
      tape.backward()
      self.tape = tape
    }

    let tape: Tape
  }

  private static func isClose(_ a: Double, _ b: Float, _ scale: Double) -> Bool {
    abs(a - Double(b)) <= 2e-5 * max(1, scale)
  }

  @Test(
    "Every cell computes its equations, and their gradients", arguments: Cells.all + OwnCells.all)
  func compiledCells(kind: CellKind) throws {
    let (steps, batch, inputs, hidden) = (Self.steps, Self.batch, Self.inputs, Self.hidden)
    let compiled = Compiled(kind, seed: 11)
    let interpreter = compiled.weights.interpreter(in: compiled.parameters)
    let names = Set(compiled.weights.namedRanges.map(\.name))
    #expect(Set(interpreter.matrices.keys).union(interpreter.vectors.keys) == names)
    var matrixSums = interpreter.matrices.mapValues { $0.map { _ in 0.0 } }
    var vectorSums = interpreter.vectors.mapValues { $0.map { _ in 0.0 } }
    let states = kind.states.indices.map { compiled.recurrence.stateValues($0) }
    let inputGradients = compiled.tape.readGradient(compiled.x)
    for sequence in 0..<batch {
      func row(_ all: [Float], _ step: Int, _ width: Int) -> [Double] {
        let first = (step * batch + sequence) * width
        return all[first..<first + width].map { Double($0) }
      }
      let x = (0..<steps).map { row(compiled.numbers, $0, inputs) }
      let initial = Dictionary(
        uniqueKeysWithValues: zip(kind.states, compiled.start).map { ($0, row($1, 0, hidden)) })
      let trace = interpreter.run(x, from: initial)
      let gradients = interpreter.backward(
        trace, outputs: (0..<steps).map { row(compiled.outputs, $0, hidden) })
      for step in 0..<steps {
        for (s, name) in kind.states.enumerated() {
          let own = trace.steps[step].values[interpreter.node(of: name + "'")]
          for (a, b) in zip(own, row(states[s], step, hidden)) {
            #expect(Self.isClose(a, Float(b), abs(a)), "\(name) at \(step)")
          }
        }
        for (a, b) in zip(
          gradients.steps[step][interpreter.node(of: "x")], row(inputGradients, step, inputs))
        {
          #expect(Self.isClose(a, Float(b), abs(a)), "dL/dx at \(step)")
        }
      }
      for (s, name) in kind.states.enumerated() {
        let compiledOnes = row(compiled.tape.readGradient(compiled.initial[s]), 0, hidden)
        for (a, b) in zip(gradients.initial[name] ?? [], compiledOnes) {
          #expect(Self.isClose(a, Float(b), abs(a)), "dL/d\(name) before the first step")
        }
      }
      for (name, values) in gradients.matrices {
        matrixSums[name] = zip(matrixSums[name] ?? [], values).map(+)
      }
      for (name, values) in gradients.vectors {
        vectorSums[name] = zip(vectorSums[name] ?? [], values).map(+)
      }
    }
    for (name, parameter, range) in compiled.weights.namedRanges {
      let own = try #require(matrixSums[name] ?? vectorSums[name])
      let theirs = compiled.parameters.gradient(of: parameter)[range]
      let scale = own.map(abs).max() ?? 0
      for (a, b) in zip(own, theirs) { #expect(Self.isClose(a, b, scale), "dL/d\(name)") }
    }
  }

  @Test(
    "Gradients are what central differences say",
    arguments: [
      "h' = tanh(W_h x + U_h h + b_h)",
      "i = sigmoid(W_i x + U_i h + p_i * c); f = 1 - i; c' = f * c + i * (W_g x)\nh' = tanh(c')",
      "s = softplus(W_s x + b_s) + exp(-(U_s h)); h' = (W_h x + h) / (1 + s) - relu(h) * 0.25",
      "z = positive(W_z x + U_z (0.5 * h - b_z)); h' = h - z / 3",
    ])
  func centralDifferences(text: String) throws {
    var random = Random(seed: 5)
    func draws(_ count: Int) -> [Double] { (0..<count).map { _ in Double(random.normal()) } }
    var interpreter = EquationInterpreter(try CellEquations(text), inputs: 2, hidden: 3)
    for name in interpreter.matrices.keys.sorted() {
      interpreter.matrices[name] = draws(interpreter.matrices[name]?.count ?? 0)
    }
    for name in interpreter.vectors.keys.sorted() { interpreter.vectors[name] = draws(3) }
    let (x, outputs) = ((0..<3).map { _ in draws(2) }, (0..<3).map { _ in draws(3) })
    let start = ["h": draws(3), "c": draws(3)]
    func loss(_ cell: EquationInterpreter) -> Double {
      let trace = cell.run(x, from: start)
      let node = cell.node(of: "h'")
      return zip(trace.steps, outputs).reduce(0) { sum, step in
        sum + zip(step.0.values[node], step.1).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
    let gradients = interpreter.backward(interpreter.run(x, from: start), outputs: outputs)
    for (name, gradient) in gradients.matrices.merging(gradients.vectors, uniquingKeysWith: { $1 })
    {
      for index in gradient.indices {
        func moved(_ change: Double) -> EquationInterpreter {
          var cell = interpreter
          cell.matrices[name]?[index] += change
          cell.vectors[name]?[index] += change
          return cell
        }
        let difference = (loss(moved(1e-5)) - loss(moved(-1e-5))) / 2e-5
        #expect(
          abs(difference - gradient[index]) < 1e-6 * max(1, abs(difference)), "\(name)[\(index)]")
      }
    }
  }
}
