import Charts
import Runs
import Screen

// The charts of a recurrent layer's inside over one sequence.

/// The gradient at every step and what a linear recurrence predicts.
func gradientRuler(_ snapshot: Snapshot) -> GradientRuler {
  let observation = snapshot.ruler
  return GradientRuler(
    title: "gradient ruler",
    subtitle: "|dL/d\(observation?.state ?? "h")_t|, log scale",
    status: observation?.ratio.map { ratio in
      let line = observation?.predictedRatio.map { ", line \(SmallNumber.text($0))" } ?? ""
      return "t=1 : t=T  \(SmallNumber.text(ratio))\(line)"
    } ?? "",
    values: observation?.measured ?? [],
    prediction: observation.map {
      GradientRuler.Prediction($0.predicted, name: $0.predictedName)
    })
}

/// Turns [steps, units] into [units, steps].
private func unitsByTime(_ values: [Float], hidden: Int) -> [Float] {
  guard hidden > 0 else { return [] }
  let steps = values.count / hidden
  return (0..<hidden).flatMap { unit in (0..<steps).map { values[$0 * hidden + unit] } }
}

/// What goes in at every step, to stand under a map of the steps; none where it takes more than a
/// column.
private func signs(_ observation: StateObservation?) -> [String] {
  let inputs = observation?.inputs ?? []
  return inputs.allSatisfy { columns(of: $0) <= 1 } && inputs.contains { !$0.isEmpty } ? inputs : []
}

/// Every unit's state at every step of one sequence.
func stateMap(_ snapshot: Snapshot) -> HeatMap {
  let observation = snapshot.states
  return HeatMap(
    title: "hidden states", subtitle: "units by time, one sequence",
    status: "update \(snapshot.update)",
    matrix: HeatMap.Matrix(
      observation.map { unitsByTime($0.states, hidden: $0.hidden) } ?? [],
      columns: observation?.steps ?? 0, columnNames: signs(observation)),
    range: .signed(limit: 1))
}

/// One gate of every unit at every step; where steps are marked, the marks stand under it.
func gateMap(_ snapshot: Snapshot, _ view: PanelView) -> HeatMap {
  let observation = snapshot.states
  let order = snapshot.configuration.cellDescription.gates
  let chosen = order.isEmpty ? nil : order[min(max(0, view.row), order.count - 1)]
  let gate = observation?.gates.first { $0.name == chosen?.symbol }
  let mean = gate.map { $0.values.reduce(0, +) / Float(max(1, $0.values.count)) }
  let isSigned = chosen?.isSigned ?? false
  return HeatMap(
    title: gate.map { "gate \($0.name)" } ?? "gates",
    subtitle: observation != nil && gate == nil
      ? "\(snapshot.configuration.cell) has no gates" : "units by time, one sequence",
    status: mean.map { "mean \(SmallNumber.text($0))" } ?? "",
    matrix: HeatMap.Matrix(
      gate.map { unitsByTime($0.values, hidden: observation?.hidden ?? 0) } ?? [],
      columns: gate == nil ? 0 : observation?.steps ?? 0,
      columnNames: signs(observation)),
    range: isSigned ? .signed(limit: 1) : .unit)
}

/// The recurrent matrix, as far as its first gate goes, with the weight under the cursor.
func weightMap(_ snapshot: Snapshot, _ view: PanelView) -> HeatMap {
  let observation = snapshot.states
  let hidden = observation?.hidden ?? 0
  let values = Array((observation?.weights ?? []).prefix(hidden * hidden))
  let largest = values.reduce(0) { max($0, abs($1)) }
  let cell = view.cursor.map {
    (
      row: min(max(0, view.row), max(0, hidden - 1)),
      column: min(max(0, Int($0)), max(0, hidden - 1))
    )
  }
  let index = cell.map { $0.row * hidden + $0.column } ?? -1
  var status = "update \(snapshot.update)"
  var isChecked = false
  if let cell, values.indices.contains(index) {
    status = "[\(cell.row), \(cell.column)] = \(SmallNumber.text(values[index]))"
    if let check = snapshot.check, check.index == index {
      isChecked = true
      status =
        "dL/dw: chain rule \(SmallNumber.text(check.gradient, digits: 4)), "
        + "moved ±\(check.step) \(SmallNumber.text(check.difference, digits: 4))"
    }
  }
  var map = HeatMap(
    title: view.notation.rename("W_h"),
    // What was checked takes the room of what the matrix is.
    subtitle: isChecked
      ? "" : (observation?.gates.first).map { "rows of gate \($0.name)" } ?? "to unit, from unit",
    status: status,
    matrix: HeatMap.Matrix(values, columns: hidden, firstColumn: 0, axes: ("unit", "from")),
    range: .signed(limit: largest))
  map.markedCell = cell
  return map
}

/// Final states of a batch, by the class asked for, and the path of one sequence to its own.
func statePlaneChart(_ snapshot: Snapshot) -> Scatter {
  let observation = snapshot.states
  let (inks, marks) = (Scatter.inks, Scatter.marks)
  let cloud = observation?.cloud ?? []
  let classes = observation?.classes ?? []
  let known = Set(classes).sorted()
  let names = observation?.classNames ?? []
  let clouds =
    known.isEmpty
    ? [Scatter.Cloud("", cloud)]
    : known.enumerated().map { index, value in
      Scatter.Cloud(
        names.indices.contains(Int(value)) ? names[Int(value)] : "class \(value)",
        zip(cloud, classes).filter { $0.1 == value }.map(\.0),
        ink: inks[index % inks.count], mark: marks[index % marks.count])
    }
  let shares = observation?.shares ?? [0, 0]
  return Scatter(
    title: "hidden states, PCA", status: "\(percent(shares.x + shares.y)) of the variance",
    clouds: clouds,
    paths: observation.map { [Scatter.Path("t=\($0.steps)", $0.path)] } ?? [],
    axes: ("PC 1  \(percent(shares.x))", "PC 2  \(percent(shares.y))"))
}

/// The network with one sequence in it, and the gradient that came back through it. The cursor is
/// how far a pass has come: forward to the last step, then back to the first.
func networkDiagram(_ snapshot: Snapshot, _ view: PanelView) -> NetworkDiagram {
  guard let observation = snapshot.states, observation.steps > 0 else {
    return NetworkDiagram(title: "the network, unrolled", steps: [])
  }
  let gradients = snapshot.ruler?.measured ?? []
  let steps = observation.steps
  let pass = view.cursor.map { min(max(0, Int($0)), 2 * steps - 1) }
  let isBack = pass.map { $0 >= steps } ?? false
  let reached = pass.map { $0 < steps ? $0 : 2 * steps - 1 - $0 }
  let shown = min(observation.hidden, NetworkDiagram.widest)
  var status = "T = \(steps), "
  status += shown < observation.hidden ? "\(shown) of \(observation.hidden) units" : "H = \(shown)"
  if let reached { status = "\(isBack ? "back" : "forward"), t = \(reached + 1)   " + status }
  return NetworkDiagram(
    title: "the network, unrolled", status: status,
    steps: (0..<steps).map { step in
      let isKnown = pass == nil || (isBack && step >= reached ?? 0)
      return NetworkDiagram.Step(
        input: observation.inputs.indices.contains(step) ? observation.inputs[step] : "",
        output: snapshot.numbers?.likeliest(at: step) ?? "",
        state: Array(observation.states.dropFirst(step * observation.hidden).prefix(shown)),
        gradient: isKnown && gradients.indices.contains(step) ? gradients[step] : nil)
    },
    weights: (
      view.notation.rename("W_x"), view.notation.rename("W_h"), view.notation.rename("W_y")
    ),
    reached: isBack ? nil : reached, direction: isBack ? .backward : .forward)
}
