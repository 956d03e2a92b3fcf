import Charts
import Foundation
import Runs
import Screen

// The charts of a small network's numbers: what it believes, and how it comes to it.

/// What is believed at every answered step of one sequence.
func probabilityBars(_ snapshot: Snapshot) -> ProbabilityBars {
  let reading = snapshot.numbers
  let steps = (reading?.answers ?? [:]).sorted { $0.key < $1.key }
  return ProbabilityBars(
    title: "what comes next", status: "update \(snapshot.update)",
    classes: reading?.classNames ?? [],
    groups: steps.compactMap { step, answer in
      guard !answer.p.isEmpty, let reading else { return nil }
      let right = reading.classNames.indices.contains(answer.target) ? answer.target : nil
      let wanted = right.map { " → " + reading.classNames[$0] } ?? ""
      return ProbabilityBars.Group(
        "t=\(step + 1)  \(reading.inputNames[step])\(wanted)", answer.p, right: right)
    })
}

/// One step of the pass, by number: forward through every step of the sequence, then back.
func computation(_ snapshot: Snapshot, _ view: PanelView) -> Computation {
  guard let reading = snapshot.numbers, reading.steps > 0 else {
    return Computation(
      title: "step by step",
      status: snapshot.update >= 0 ? "small tanh, relu and linear networks only" : "", lines: [])
  }
  let pass = NumberedPass(reading)
  let place = min(max(0, Int(view.cursor ?? 0)), pass.count - 1)
  let (step, index, isBack) = pass.place(place)
  let (forward, backward) = (pass.forward(step), pass.backward(step))
  let operations = isBack ? backward : forward
  return Computation(
    title: isBack ? "back, by number" : "forward, by number",
    status: "t = \(step + 1) of \(reading.steps), operation \(index + 1) of \(operations.count)",
    lines: operations.enumerated().map { number, operation in
      Computation.Line(
        view.notation.rename(operation.symbols), shape: "[\(operation.result.count)]",
        result: number <= index ? operation.text : "")
    }, current: index, details: operations[index].details.map(view.notation.rename),
    longest: max(forward.count, backward.count))
}

/// The operations of a pass over a sequence, and where in it a place is.
struct NumberedPass {
  /// An operation with its numbers.
  struct Operation {
    let symbols: String
    let result: [Float]
    let details: [String]

    /// The result, in one line.
    var text: String {
      result.map { value in
        value == value.rounded() && abs(value) < 100
          ? padLeft(SmallNumber.fixed(Double(value), decimals: 0), 6)
          : SmallNumber.padded(value, width: 6, digits: result.count > 3 ? 2 : 3)
      }.joined(separator: " ")
    }
  }

  /// Operations of a step, forward and back, at most.
  static let longest = 14
  private let reading: NumberObservation

  /// The pass that `reading` has the numbers of.
  init(_ reading: NumberObservation) { self.reading = reading }

  /// Operations of the whole pass.
  var count: Int { forwardCounts.reduce(0, +) + backwardCounts.reduce(0, +) }

  /// Operations of each step, forward and back; as many as `forward` and `backward` give.
  private var forwardCounts: [Int] {
    (0..<reading.steps).map { step in
      guard let answer = reading.answers[step] else { return 5 }
      return 5 + (answer.p.indices.contains(answer.target) ? 3 : 2)
    }
  }
  private var backwardCounts: [Int] {
    (0..<reading.steps).map { reading.answers[$0] == nil ? 4 : 6 }
  }

  /// The step, the number of the operation in it, and whether the pass goes back.
  func place(_ place: Int) -> (step: Int, index: Int, isBack: Bool) {
    var rest = place
    for (step, count) in forwardCounts.enumerated() {
      if rest < count { return (step, rest, false) }
      rest -= count
    }
    for (step, count) in backwardCounts.enumerated().reversed() {
      if rest < count { return (step, rest, true) }
      rest -= count
    }
    return (0, 0, true)
  }

  private func product(_ matrix: [Float], _ vector: [Float], rows: Int) -> [Float] {
    (0..<rows).map { row in
      vector.indices.reduce(Float(0)) { $0 + matrix[row * vector.count + $1] * vector[$1] }
    }
  }

  private func transposed(_ matrix: [Float], _ vector: [Float], columns: Int) -> [Float] {
    (0..<columns).map { column in
      vector.indices.reduce(Float(0)) { $0 + matrix[$1 * columns + column] * vector[$1] }
    }
  }

  private func number(_ value: Float) -> String {
    value == value.rounded() && abs(value) < 100
      ? SmallNumber.fixed(Double(value), decimals: 0) : SmallNumber.text(value, digits: 2)
  }

  /// `0.31 × 1 + -0.2 × 0.5 = 0.21` for every row, as many as a person would read.
  private func sums(
    _ name: String, _ rows: Int, _ result: [Float], _ terms: (Int) -> [(Float, Float)]
  ) -> [String] {
    (0..<min(rows, 4)).map { row in
      let all = terms(row)
      let shown = all.prefix(5).map { "\(number($0.0)) × \(number($0.1))" }
      let rest = all.count > 5 ? " + …" : ""
      return
        "\(name)[\(row + 1)] = \(shown.joined(separator: " + "))\(rest) = \(number(result[row]))"
    }
  }

  /// What is done at a step on the way forward.
  func forward(_ step: Int) -> [Operation] {
    let (hidden, inputs) = (reading.hidden, reading.inputs)
    let x = reading.x[step]
    let before = step > 0 ? reading.states[step - 1] : [Float](repeating: 0, count: hidden)
    let fromInput = product(reading.inputWeights, x, rows: hidden)
    let fromState = product(reading.recurrentWeights, before, rows: hidden)
    let a = (0..<hidden).map { fromInput[$0] + fromState[$0] + reading.bias[$0] }
    let h = reading.states[step]
    let name = reading.inputNames[step]
    let function = reading.cell == "linear" ? "" : reading.cell
    var operations = [
      Operation(
        symbols: name.isEmpty ? "x" : "x = \(name)", result: x,
        details: name.isEmpty
          ? ["the value that comes in"] : ["one-hot: 1 at \(name), 0 elsewhere"]),
      Operation(
        symbols: "W_x x", result: fromInput,
        details: sums("W_x x", hidden, fromInput) { row in
          x.indices.map { (reading.inputWeights[row * inputs + $0], x[$0]) }
        }),
      Operation(
        symbols: "W_h h", result: fromState,
        details: step == 0
          ? ["h before the first step is zero"]
          : sums("W_h h", hidden, fromState) { row in
            before.indices.map { (reading.recurrentWeights[row * hidden + $0], before[$0]) }
          }),
      Operation(
        symbols: "a = W_x x + W_h h + b", result: a,
        details: (0..<min(hidden, 4)).map { row in
          "a[\(row + 1)] = \(number(fromInput[row])) + \(number(fromState[row])) + "
            + "\(number(reading.bias[row])) = \(number(a[row]))"
        }),
      Operation(
        symbols: function.isEmpty ? "h' = a" : "h' = \(function)(a)", result: h,
        details: (0..<min(hidden, 4)).map { row in
          "h'[\(row + 1)] = \(function.isEmpty ? "" : function)(\(number(a[row]))) = \(number(h[row]))"
        }),
    ]
    if let answer = reading.answers[step] { operations += reply(answer, from: h) }
    return operations
  }

  private func reply(_ answer: NumberObservation.Answer, from h: [Float]) -> [Operation] {
    var operations = [
      Operation(
        symbols: "y = W_y h' + b_y", result: answer.y,
        details: sums(
          "W_y h'", reading.outputs, product(reading.outputWeights, h, rows: reading.outputs)
        ) { row in h.indices.map { (reading.outputWeights[row * h.count + $0], h[$0]) } })
    ]
    guard !answer.p.isEmpty else {
      let loss = (answer.y[0] - answer.value) * (answer.y[0] - answer.value)
      return operations + [
        Operation(
          symbols: "L = (y - target)²", result: [loss],
          details: ["(\(number(answer.y[0])) - \(number(answer.value)))² = \(number(loss))"])
      ]
    }
    operations.append(
      Operation(
        symbols: "p = softmax(y)", result: answer.p,
        details: (0..<min(answer.p.count, 4)).map { row in
          "p(\(className(row))) = exp(\(number(answer.y[row]))) / Σ exp(y) = \(number(answer.p[row]))"
        }))
    if answer.p.indices.contains(answer.target) {
      let share = answer.p[answer.target]
      let name = className(answer.target)
      let loss = -log(share)
      operations.append(
        Operation(
          symbols: "L = -ln p(\(name))", result: [loss],
          details: ["-ln \(number(share)) = \(number(loss))"]))
    }
    return operations
  }

  private func className(_ place: Int) -> String {
    reading.classNames.indices.contains(place) ? reading.classNames[place] : "\(place)"
  }

  /// dL/dy at an answered step: the loss is the mean over all answers.
  private func outputGradient(_ answer: NumberObservation.Answer) -> [Float] {
    let count = Float(reading.answerCount)
    guard !answer.p.isEmpty else {
      return answer.y.map { 2 * ($0 - answer.value) / count / Float(answer.y.count) }
    }
    return answer.p.enumerated().map { ($0.element - ($0.offset == answer.target ? 1 : 0)) / count }
  }

  /// dL/da: through the slope of the cell's function.
  private func innerGradient(_ step: Int) -> [Float] {
    zip(reading.stateGradients[step], slopes(step)).map { $0 * $1 }
  }

  private func slopes(_ step: Int) -> [Float] {
    reading.states[step].map { h in
      switch reading.cell {
      case "tanh": 1 - h * h
      case "relu": h > 0 ? 1 : 0
      default: 1
      }
    }
  }

  /// What is done at a step on the way back.
  func backward(_ step: Int) -> [Operation] {
    let hidden = reading.hidden
    var operations: [Operation] = []
    let isLast = step == reading.steps - 1
    if let answer = reading.answers[step] {
      let dy = outputGradient(answer)
      let count = reading.answerCount == 1 ? "" : " / \(reading.answerCount)"
      operations.append(
        Operation(
          symbols: "dL/dy", result: dy,
          details: answer.p.isEmpty
            ? ["2 (\(number(answer.y[0])) - \(number(answer.value)))\(count) = \(number(dy[0]))"]
            : ["(p - 1)\(count) for \(className(answer.target)), p\(count) for the others"]))
      let below = transposed(reading.outputWeights, dy, columns: hidden)
      operations.append(
        Operation(
          symbols: "W_yᵀ dL/dy", result: below,
          details: ["what this step's own answer says of h'"]))
    }
    let next = isLast ? nil : innerGradient(step + 1)
    let later = next.map { transposed(reading.recurrentWeights, $0, columns: hidden) }
    operations.append(
      Operation(
        symbols: "W_hᵀ dL/da of t + 1", result: later ?? [Float](repeating: 0, count: hidden),
        details: isLast
          ? ["nothing comes after the last step"]
          : sums("W_hᵀ dL/da", hidden, later ?? []) { column in
            (0..<hidden).map {
              (reading.recurrentWeights[$0 * hidden + column], next?[$0] ?? 0)
            }
          }))
    let dh = reading.stateGradients[step]
    operations.append(
      Operation(
        symbols: "dL/dh'", result: dh,
        details: [
          "the sum of the two: from this step's answer, and from all that come after",
          "its length is \(number(dh.reduce(0) { $0 + $1 * $1 }.squareRoot()))",
        ]))
    let (slope, da) = (slopes(step), innerGradient(step))
    operations.append(
      Operation(
        symbols: reading.cell == "tanh" ? "dL/da = dL/dh' (1 - h'²)" : "dL/da", result: da,
        details: (0..<min(hidden, 4)).map { row in
          "dL/da[\(row + 1)] = \(number(dh[row])) × \(number(slope[row])) = \(number(da[row]))"
        }))
    let before = step > 0 ? reading.states[step - 1] : [Float](repeating: 0, count: hidden)
    let first = before.map { da[0] * $0 }
    operations.append(
      Operation(
        symbols: "dL/dW_h += dL/da hᵀ", result: first,
        details: step == 0
          ? ["h before the first step is zero: nothing to add"]
          : sums("row 1, from unit ", hidden, first) { column in [(da[0], before[column])] }))
    return operations
  }
}
