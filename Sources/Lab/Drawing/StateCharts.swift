import Charts
import Screen

// The charts of a recurrent layer's inside over one sequence.

/// The gradient at every step and what a linear recurrence predicts.
func gradientRuler(_ snapshot: Snapshot) -> GradientRuler {
  let reading = snapshot.ruler
  return GradientRuler(
    title: "gradient ruler",
    subtitle: "|dL/d\(reading?.state ?? "h")_t|, log scale",
    status: reading?.ratio.map { "t=1 : t=T  \(SmallNumber.text($0))" } ?? "",
    values: reading?.measured ?? [],
    predicted: reading?.predicted ?? [],
    predictedName: reading?.predictedName ?? "")
}

/// Turns [steps, units] into [units, steps].
private func unitsByTime(_ values: [Float], hidden: Int) -> [Float] {
  guard hidden > 0 else { return [] }
  let steps = values.count / hidden
  return (0..<hidden).flatMap { unit in (0..<steps).map { values[$0 * hidden + unit] } }
}

/// Every unit's state at every step of one sequence.
func stateMap(_ snapshot: Snapshot) -> HeatMap {
  let reading = snapshot.states
  return HeatMap(
    title: "hidden states", subtitle: "units by time, one sequence",
    status: "update \(snapshot.update)",
    values: reading.map { unitsByTime($0.states, hidden: $0.hidden) } ?? [],
    columns: reading?.steps ?? 0, range: .signed(limit: 1))
}

/// The gate that decides what is kept, or the first there is.
func gateMap(_ snapshot: Snapshot) -> HeatMap {
  let reading = snapshot.states
  let gate =
    reading?.gates.first { $0.name == "f" } ?? reading?.gates.first { $0.name == "z" }
    ?? reading?.gates.first
  let mean = gate.map { $0.values.reduce(0, +) / Float(max(1, $0.values.count)) }
  return HeatMap(
    title: gate.map { "gate \($0.name)" } ?? "gates",
    subtitle: reading != nil && gate == nil ? "this cell has none" : "units by time, one sequence",
    status: mean.map { "mean \(SmallNumber.text($0))" } ?? "",
    values: gate.map { unitsByTime($0.values, hidden: reading?.hidden ?? 0) } ?? [],
    columns: gate == nil ? 0 : reading?.steps ?? 0, range: .unit)
}

/// The recurrent matrix, as far as its first gate goes.
func weightMap(_ snapshot: Snapshot) -> HeatMap {
  let reading = snapshot.states
  let hidden = reading?.hidden ?? 0
  let values = Array((reading?.weights ?? []).prefix(hidden * hidden))
  let largest = values.reduce(0) { max($0, abs($1)) }
  return HeatMap(
    title: "W_h",
    subtitle: (reading?.gates.first).map { "rows of gate \($0.name)" } ?? "to unit, from unit",
    status: "update \(snapshot.update)", values: values, columns: hidden,
    range: .signed(limit: largest), firstColumn: 0, axes: ("unit", "from"))
}

/// Final states of a batch, by the class asked for, and the way of one sequence to its own.
func statePlane(_ snapshot: Snapshot) -> Scatter {
  let reading = snapshot.states
  let inks: [Ink] = [.first, .second, .third, .good, .warning, .level]
  let marks: [Character] = ["o", "+", "x", "*", "a", "b"]
  let cloud = reading?.cloud ?? []
  let classes = reading?.classes ?? []
  let known = Set(classes).sorted()
  let clouds =
    known.isEmpty
    ? [Scatter.Cloud("", cloud)]
    : known.enumerated().map { place, value in
      Scatter.Cloud(
        "class \(value)",
        zip(cloud, classes).filter { $0.1 == value }.map(\.0),
        ink: inks[place % inks.count], mark: marks[place % marks.count])
    }
  let shares = reading?.shares ?? [0, 0]
  func percent(_ share: Float) -> String {
    "\(SmallNumber.fixed(Double(100 * share), decimals: 0)) %"
  }
  return Scatter(
    title: "hidden states, PCA", status: "\(percent(shares.x + shares.y)) of the variance",
    clouds: clouds,
    paths: reading.map { [Scatter.Path("t=\($0.steps)", $0.path)] } ?? [],
    axes: ("PC 1  \(percent(shares.x))", "PC 2  \(percent(shares.y))"))
}

/// The network with one sequence in it, and the gradient that came back through it. The cursor is how
/// far a pass has come: forward to the last step, then back to the first.
func networkDiagram(_ snapshot: Snapshot, _ view: PanelView) -> NetworkDiagram {
  guard let reading = snapshot.states, reading.steps > 0 else {
    return NetworkDiagram(title: "the network, unrolled", steps: [])
  }
  let gradients = snapshot.ruler?.measured ?? []
  let steps = reading.steps
  let pass = view.cursor.map { min(max(0, Int($0)), 2 * steps - 1) }
  let isBack = pass.map { $0 >= steps } ?? false
  let reached = pass.map { $0 < steps ? $0 : 2 * steps - 1 - $0 }
  let shown = min(reading.hidden, NetworkDiagram.widest)
  var status = "T = \(steps), "
  status += shown < reading.hidden ? "\(shown) of \(reading.hidden) units" : "H = \(shown)"
  if let reached { status = "\(isBack ? "back" : "forward"), t = \(reached + 1)   " + status }
  return NetworkDiagram(
    title: "the network, unrolled", status: status,
    steps: (0..<steps).map { step in
      let isKnown = pass == nil || (isBack && step >= reached ?? 0)
      return NetworkDiagram.Step(
        input: reading.inputs.indices.contains(step) ? reading.inputs[step] : "",
        state: Array(reading.states[step * reading.hidden..<step * reading.hidden + shown]),
        gradient: isKnown && gradients.indices.contains(step) ? gradients[step] : nil)
    },
    reached: isBack ? nil : reached, direction: isBack ? .backward : .forward)
}

/// One unit of the cell at one step: its gates, and the way of its state through them.
func cellDiagram(_ snapshot: Snapshot, _ view: PanelView) -> CellDiagram {
  guard let reading = snapshot.states, reading.steps > 0, !reading.gates.isEmpty else {
    return CellDiagram(title: "the cell")
  }
  let step = min(max(0, Int(view.cursor ?? 0)), reading.steps - 1)
  let gates = reading.gates.map { ($0.name, $0.values[step * reading.hidden]) }
  func value(_ values: [Float], _ step: Int) -> Float {
    step >= 0 && !values.isEmpty ? values[step * reading.hidden] : 0
  }
  func gate(_ name: String) -> Float { gates.first { $0.0 == name }?.1 ?? .nan }
  func text(_ value: Float) -> String { SmallNumber.text(value) }
  var belts: [CellDiagram.Belt] = []
  var equations: [CellDiagram.Equation] = []
  let (before, after) = (value(reading.states, step - 1), value(reading.states, step))
  if !reading.cells.isEmpty {
    let (old, new) = (value(reading.cells, step - 1), value(reading.cells, step))
    let (f, i, g, o) = (gate("f"), gate("i"), gate("g"), gate("o"))
    belts = [
      CellDiagram.Belt(
        "c", old,
        [CellDiagram.Operation("× f", f * old), CellDiagram.Operation("+ i g", new)], end: "c'"),
      CellDiagram.Belt(
        "c'", new,
        [CellDiagram.Operation("tanh", after / o), CellDiagram.Operation("× o", after)], end: "h'"),
    ]
    equations = [
      CellDiagram.Equation(
        "c' = f c + i g",
        "\(text(f)) × \(text(old)) + \(text(i)) × \(text(g)) = \(text(new))"),
      CellDiagram.Equation("h' = o tanh(c')", "\(text(o)) × tanh(\(text(new))) = \(text(after))"),
    ]
  } else if !gate("z").isNaN {
    belts = [CellDiagram.Belt("h", before, [CellDiagram.Operation("z, n", after)], end: "h'")]
    if !gate("n").isNaN {
      let (z, n) = (gate("z"), gate("n"))
      equations = [
        CellDiagram.Equation(
          "h' = (1 - z) n + z h",
          "\(text(1 - z)) × \(text(n)) + \(text(z)) × \(text(before)) = \(text(after))")
      ]
    }
  }
  let isSigned: Set<String> = ["g", "n"]
  return CellDiagram(
    title: "the cell", status: "unit 0, t = \(step + 1)",
    gauges: gates.map {
      Gauges.Gauge(
        $0.0, $0.1, isSigned: isSigned.contains($0.0),
        ink: isSigned.contains($0.0) ? .second : .first)
    }, belts: belts, equations: equations)
}
