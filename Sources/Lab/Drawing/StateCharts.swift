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

/// The network with one sequence in it, and the gradient that came back through it.
func networkDiagram(_ snapshot: Snapshot) -> NetworkDiagram {
  guard let reading = snapshot.states else {
    return NetworkDiagram(title: "the network, unrolled", steps: [])
  }
  let gradients = snapshot.ruler?.measured ?? []
  return NetworkDiagram(
    title: "the network, unrolled", status: "T = \(reading.steps), H = \(reading.hidden)",
    steps: (0..<reading.steps).map { step in
      NetworkDiagram.Step(
        input: reading.inputs.indices.contains(step) ? reading.inputs[step] : "",
        state: Array(reading.states[step * reading.hidden..<(step + 1) * reading.hidden]),
        gradient: gradients.indices.contains(step) ? gradients[step] : nil)
    })
}
