import Engine

/// A pass over a sequence, operation by operation: forward from the first step to the last, then
/// back. The operations follow from the equations of the cell, whatever it is.
public struct NumberedPass {
  let observation: NumberObservation
  let nodes: PassNodes
  /// Operations of the cell in the backward pass: at the first step, and at every other.
  private var cellCounts = (first: 0, other: 0)

  /// The pass that `observation` has the numbers of.
  public init(_ observation: NumberObservation) {
    self.observation = observation
    nodes = PassNodes(observation.cell.nodes)
    cellCounts.first = cellBackward(0).count
    cellCounts.other = observation.steps > 1 ? cellBackward(1).count : 0
  }

  /// Operations of the pass of a run with these settings, where no sequence is shorter than the
  /// others.
  public static func count(in configuration: Configuration) -> Int {
    let pass = NumberedPass(NumberObservation(layoutOf: configuration))
    let answered = configuration.problemKind.signature.asksEveryStep ? configuration.steps : 1
    let answer =
      pass.forwardCount(0) + pass.backwardCount(0)
      - pass.nodes.operations.count - pass.cellCounts.first
    return pass.cellCounts.first + pass.cellCounts.other * (configuration.steps - 1)
      + pass.nodes.operations.count * configuration.steps + answer * answered
  }

  /// Operations of the whole pass.
  public var count: Int {
    (0..<observation.steps).reduce(0) { $0 + forwardCount($1) + backwardCount($1) }
  }

  /// Operations of a step, forward: those of the cell, and y, p and L where it is answered.
  private func forwardCount(_ step: Int) -> Int {
    guard let answer = observation.answers[step] else { return nodes.operations.count }
    return nodes.operations.count + (answer.p.isEmpty || answer.target == nil ? 2 : 3)
  }

  /// Operations of a step, back.
  private func backwardCount(_ step: Int) -> Int {
    (observation.answers[step] == nil ? 0 : Self.outputOperations)
      + (step == 0 ? cellCounts.first : cellCounts.other)
  }

  /// The step of the operation with this index, its index there, and whether it goes back; of an
  /// index beyond the end, of the last.
  public func position(of index: Int) -> (step: Int, index: Int, isBack: Bool) {
    var rest = index
    for step in 0..<observation.steps {
      if rest < forwardCount(step) { return (step, rest, false) }
      rest -= forwardCount(step)
    }
    for step in (0..<observation.steps).reversed() {
      if rest < backwardCount(step) { return (step, rest, true) }
      rest -= backwardCount(step)
    }
    return (0, backwardCount(0) - 1, true)
  }
}

/// Numbers of a step that both directions use.
extension NumberedPass {
  var hidden: Int { observation.cell.hidden }

  func value(_ node: Int, _ step: Int) -> [Double] { observation.trace.steps[step].values[node] }

  func gradient(_ node: Int, _ step: Int) -> [Double] { observation.gradients.steps[step][node] }

  /// What a class is called.
  func className(_ index: Int) -> String {
    observation.classNames.indices.contains(index) ? observation.classNames[index] : "\(index)"
  }
}
