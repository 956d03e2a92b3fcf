import Testing

@testable import Engine

@Suite("Initialisation and training")
struct TrainingTests {
  @Test(
    "An orthogonal matrix keeps lengths, and its gain is its spectral radius",
    arguments: [Float(0.5), 1, 1.1, 2])
  func orthogonal(gain: Float) {
    var random = Random(seed: 3)
    let size = 16
    let matrix = WeightDraw.orthogonal.draw(rows: size, columns: size, using: &random)
    for row in 0..<size {
      for other in 0..<size {
        let overlap = (0..<size).reduce(Float(0)) {
          $0 + matrix[row * size + $1] * matrix[other * size + $1]
        }
        #expect(abs(overlap - (row == other ? 1 : 0)) < 1e-5)
      }
    }
    // Gelfand's formula with k = 4096 is off by |A^k| = size^(1/2) at most: 16^(1/8192) - 1 =
    // 3.4e-4.
    let radius = spectralRadius(of: matrix.map { $0 * gain }, size: size)
    #expect(abs(radius / gain - 1) < 1e-3)
  }

  @Test("The spectral radius of a triangular matrix is its largest diagonal entry")
  func triangular() {
    let matrix: [Float] = [0.5, 3, 7, 0, -0.8, 2, 0, 0, 0.1]
    #expect(abs(spectralRadius(of: matrix, size: 3) - 0.8) < 4e-3)
    #expect(spectralRadius(of: [0, 1, 0, 0], size: 2) == 0)
  }

  @Test("A linear recurrence of gain 1.1 carries the gradient back 49 steps times 107")
  func linearRecurrence() throws {
    // The ReLU cell with weights and states that never go below zero is linear.
    let kind = try #require(Cells.named("relu"))
    let (size, steps) = (4, 50)
    let parameters = Parameters()
    let tape = Tape(parameters: parameters)
    let x = tape.input(rows: steps, columns: 1)
    let weights = RecurrenceWeights("rnn", cell: kind, inputs: 1, hidden: size, in: parameters)
    let recurrence = tape.recurrence(.sequence(x), weights, steps: steps)
    let ones = tape.input(rows: 1, columns: size)
    tape.weightedSum(recurrence.finalState(), ones)
    // A cyclic permutation is orthogonal and positive.
    var permutation = [Float](repeating: 0, count: size * size)
    for row in 0..<size { permutation[row * size + (row + 1) % size] = 1.1 }
    parameters.set(try #require(weights.recurrent), permutation)
    parameters.set(weights.input, [Float](repeating: 1, count: size))
    tape.write([Float](repeating: 1, count: steps), to: x)
    tape.write([Float](repeating: 1, count: size), to: ones)
    tape.forward()
    tape.backward()
    let norms = recurrence.gradientNorms()
    #expect(abs(norms[0] / norms[steps - 1] / 106.72 - 1) < 1e-3)
  }

  @Test("A number that is not finite leaves the parameters alone and names where it came from")
  func divergence() throws {
    let kind = try #require(Cells.named("relu"))
    let shape = SequenceModel.Hyperparameters(
      input: .features(3), cell: kind, hidden: 5, output: .values(2), predictsEveryStep: false)
    let checked = try CheckedModel(shape)
    let parameters = checked.model.tape.parameters
    let weight = try #require(parameters["rnn.weight_hh_l0"])
    parameters.set(weight, [Float](repeating: 3e38, count: weight.count))
    let before = parameters.all.map { parameters.values(of: $0) }
    let trainer = Trainer(checked.model.tape, optimizer: SGD(rate: 0.1), clipping: .norm(1))
    let update = trainer.update()
    #expect(update.firstNonFinite == "rnn (relu)")
    #expect(parameters.all.map { parameters.values(of: $0) } == before)
  }

  @Test("Denormals are flushed inside, and only there")
  func denormals() {
    let small = Lanes(repeating: Float.leastNormalMagnitude)
    func quarter() -> Float { (small * Lanes(repeating: 0.25))[0] }
    #expect(Denormals.flushed(quarter) == 0)
    #expect(quarter() == Float.leastNormalMagnitude / 4)
  }

  @Test("Carried state goes on where the last window ended")
  func carriedState() throws {
    let kind = try #require(Cells.named("lstm"))
    let shape = SequenceModel.Hyperparameters(
      input: .oneHot(5), cell: kind, hidden: 6, output: .classes(5), predictsEveryStep: true)
    let parameters = Parameters()
    let whole = SequenceModel(shape, steps: 6, batch: 1, parameters: parameters)
    let half = SequenceModel(shape, steps: 3, batch: 1, parameters: parameters)
    var random = Random(seed: 5)
    parameters.draw(using: &random)
    let ids: [Int32] = [0, 3, 1, 4, 4, 2]
    whole.setInput(ids: ids, features: [])
    whole.setTarget(classes: ids, values: [])
    whole.tape.forward()
    half.setTarget(classes: [0, 0, 0], values: [])
    half.setInput(ids: Array(ids[..<3]), features: [])
    half.tape.forward()
    let first = half.tape.read(half.outputs)
    half.recurrence.carryState()
    half.setInput(ids: Array(ids[3...]), features: [])
    half.tape.forward()
    #expect(first + half.tape.read(half.outputs) == whole.tape.read(whole.outputs))
  }
}
/// A model with weights of moderate size and inputs filled.
struct CheckedModel {
  let model: SequenceModel

  init(_ shape: SequenceModel.Hyperparameters, batch: Int = 3, threads: Int = 1) throws {
    let steps = 4
    model = SequenceModel(
      shape, steps: steps, batch: batch, parameters: Parameters(), threads: threads)
    var random = Random(seed: 11)
    model.tape.parameters.draw(using: &random)
    if shape.cell.name == "relu", let bias = model.tape.parameters["rnn.bias_ih_l0"] {
      // Units far from the kink, where no derivative exists: some on, some off.
      model.tape.parameters.set(bias, (0..<bias.count).map { $0 % 2 == 0 ? 4 : -8 })
    }
    let rows = steps * batch
    let answers = shape.predictsEveryStep ? rows : batch
    model.setInput(
      ids: (0..<rows).map { _ in Int32(random.integer(below: 5)) },
      features: (0..<rows * 3).map { _ in random.normal() })
    model.setTarget(
      classes: (0..<answers).map { _ in Int32(random.integer(below: 4)) },
      values: (0..<answers * 2).map { _ in random.normal() })
  }
}
