import Testing

@testable import Engine

/// Every part's gradient against central differences of its loss.
///
/// The engine computes in float32, so a difference quotient over a step of 2 * 0.01 has a rounding
/// error of about 1e-7 * loss / 0.02 and a truncation error of about 0.01^2; the bound of 1 % of the
/// largest gradient, or 2e-4, is above both and far below what a dropped term makes.
@Suite("Gradients against central differences")
struct GradientTests {
  /// A model to check: a cell with an input, an output and a reading.
  struct Case: CustomTestStringConvertible, Sendable {
    let shape: SequenceModel.Shape

    var testDescription: String {
      "\(shape.cell.name) \(shape.input) \(shape.output) every step: \(shape.readsEveryStep)"
    }
  }

  /// Every cell in the list with every kind of input and output.
  static let cases = Cells.all.flatMap { cell -> [Case] in
    let inputs: [SequenceModel.Input] = [.features(3), .oneHot(5), .embedding(5, size: 3)]
    let outputs: [SequenceModel.Output] = [.classes(4), .values(2)]
    return inputs.flatMap { input in
      outputs.map { output in
        Case(
          shape: SequenceModel.Shape(
            input: input, cell: cell, hidden: 5, output: output,
            readsEveryStep: output == .classes(4)))
      }
    }
  }

  @Test("Every parameter of every model", arguments: cases)
  func parameters(case: Case) throws {
    let checked = try CheckedModel(`case`.shape)
    checked.model.tape.forward()
    checked.model.tape.backward()
    let parameters = checked.model.tape.parameters
    for parameter in parameters.all {
      let gradient = parameters.gradient(of: parameter)
      let original = parameters.values(of: parameter)
      let scale = max(gradient.map { abs($0) }.max() ?? 0, 0.02)
      for index in original.indices {
        var losses: [Float] = []
        for step: Float in [0.01, -0.01] {
          var moved = original
          moved[index] += step
          parameters.set(parameter, moved)
          checked.model.tape.forward()
          losses.append(checked.model.tape.loss)
        }
        parameters.set(parameter, original)
        let difference = (losses[0] - losses[1]) / 0.02
        #expect(
          abs(difference - gradient[index]) <= 0.01 * scale,
          "\(parameter.name)[\(index)]: \(gradient[index]) against \(difference)")
      }
    }
  }

  @Test("Threads change no digit", arguments: cases)
  func threads(case: Case) throws {
    let one = try CheckedModel(`case`.shape, batch: 64, threads: 1)
    let two = try CheckedModel(`case`.shape, batch: 64, threads: 2)
    for model in [one.model, two.model] {
      model.tape.forward()
      model.tape.backward()
    }
    #expect(one.model.tape.loss == two.model.tape.loss)
    for parameter in one.model.tape.parameters.all {
      #expect(
        one.model.tape.parameters.gradient(of: parameter)
          == two.model.tape.parameters.gradient(of: parameter))
    }
  }
}

/// A model with weights of moderate size and inputs filled.
struct CheckedModel {
  let model: SequenceModel

  init(_ shape: SequenceModel.Shape, batch: Int = 3, threads: Int = 1) throws {
    let steps = 4
    model = SequenceModel(
      shape, steps: steps, batch: batch, parameters: Parameters(), threads: threads)
    var random = Random(seed: 11)
    let start = try #require(Initialization.all.first { $0.name == "pytorch" })
    model.initialize(start, using: &random)
    if shape.cell.name == "relu", let bias = model.tape.parameters["rnn.bias_ih_l0"] {
      // Units far from the kink, where no derivative exists: some on, some off.
      model.tape.parameters.set(bias, (0..<bias.count).map { $0 % 2 == 0 ? 4 : -8 })
    }
    let rows = steps * batch
    let answers = shape.readsEveryStep ? rows : batch
    model.setInput(
      ids: (0..<rows).map { _ in Int32(random.integer(below: 5)) },
      features: (0..<rows * 3).map { _ in random.normal() })
    model.setTarget(
      classes: (0..<answers).map { _ in Int32(random.integer(below: 4)) },
      values: (0..<answers * 2).map { _ in random.normal() })
  }
}
