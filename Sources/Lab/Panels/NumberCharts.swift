import Charts
import Runs
import Screen

// The charts of a small network's numbers: what it believes, and how it comes to it.

/// What is believed at every answered step of one sequence.
func probabilityBars(_ snapshot: Snapshot) -> ProbabilityBars {
  let observation = snapshot.numbers
  let steps = (observation?.answers ?? [:]).sorted { $0.key < $1.key }
  return ProbabilityBars(
    title: "what comes next", status: "update \(snapshot.update)",
    classes: observation?.classNames ?? [],
    groups: steps.compactMap { step, answer in
      guard !answer.p.isEmpty, let observation else { return nil }
      let right = answer.target.flatMap { observation.classNames.indices.contains($0) ? $0 : nil }
      let wanted = right.map { " → " + observation.classNames[$0] } ?? ""
      return ProbabilityBars.Group(
        "t=\(step + 1)  \(observation.inputNames[step])\(wanted)", answer.p.map { Float($0) },
        right: right)
    })
}

/// One step of the pass, by number: forward through every step of the sequence, then back.
func computation(_ snapshot: Snapshot, _ view: PanelView) -> Computation {
  guard let observation = snapshot.numbers, observation.steps > 0 else {
    return Computation(
      title: "the pass, by number", status: "no pass has been observed yet", lines: [])
  }
  let pass = NumberedPass(observation)
  let (step, index, isBack) = pass.position(of: max(0, Int(view.cursor ?? 0)))
  let (forward, backward) = (pass.forward(step), pass.backward(step))
  let operations = isBack ? backward : forward
  var chart = Computation(
    title: isBack ? "back, by number" : "forward, by number",
    status:
      "t = \(step + 1) of \(observation.steps), operation \(index + 1) of \(operations.count)",
    lines: operations.enumerated().map { number, operation in
      let shape = operation.shape.map(String.init).joined(separator: ", ")
      return Computation.Line(
        view.notation.rename(operation.symbols), shape: "[\(shape)]",
        result: number <= index ? results(operation) : "")
    }, current: index,
    details: operations[index].lines.map { view.notation.rename($0.text(number)) },
    firstDetail: view.row)
  chart.longest = max(forward.count, backward.count)
  return chart
}

/// A number among others in a line.
private func number(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 100
    ? SmallNumber.fixed(value, decimals: 0) : SmallNumber.text(Float(value), digits: 2)
}

/// The result of an operation in one line.
private func results(_ operation: PassOperation) -> String {
  operation.result.map { value in
    value == value.rounded() && abs(value) < 100
      ? padLeft(SmallNumber.fixed(value, decimals: 0), 6)
      : SmallNumber.padded(Float(value), width: 6, digits: operation.result.count > 3 ? 2 : 3)
  }.joined(separator: " ")
}
