import Screen

/// Which columns of a gradient ruler show which steps.
///
/// With room for three columns a step, bars stand apart; with less they stand side by side over the
/// whole width, some a column wider than others. When there are more steps than columns, each bar
/// stands for several steps and shows the largest.
struct RulerColumns {
  /// How many steps there are.
  let steps: Int
  /// The columns of the plot.
  let width: Int
  /// How many steps each bar stands for.
  let stepsPerBar: Int
  /// How many bars there are.
  let bars: Int

  /// The columns for a sequence in a plot of that width.
  init(steps: Int, width: Int) {
    self.steps = steps
    self.width = width
    stepsPerBar = width > 0 ? max(1, (steps + width - 1) / width) : 1
    bars = width > 0 ? (steps + stepsPerBar - 1) / stepsPerBar : 0
  }

  /// The columns that a bar fills.
  func columns(of bar: Int) -> Range<Int> {
    let pitch = width / max(1, bars)
    if pitch >= 3 { return bar * pitch..<(bar + 1) * pitch - 1 }
    return bar * width / bars..<(bar + 1) * width / bars
  }

  /// The middle of a bar, in columns.
  func center(of bar: Int) -> Double {
    let columns = columns(of: bar)
    return Double(columns.lowerBound + columns.upperBound - 1) / 2
  }

  /// The value that a bar shows: the largest of its steps, NaN if one of them is.
  func largest(of values: [Float], in bar: Int) -> Float? {
    let end = min((bar + 1) * stepsPerBar, values.count)
    guard bar * stepsPerBar < end else { return nil }
    var result = values[bar * stepsPerBar]
    for value in values[bar * stepsPerBar..<end] {
      if value.isNaN { return value }
      result = max(result, value)
    }
    return result
  }

  /// The name of the axis: what one bar stands for.
  var name: String { stepsPerBar == 1 ? "step" : "max of \(stepsPerBar) steps" }

  /// The first and the last step and whole multiples between them.
  var ticks: [Axis.Tick] {
    guard steps > 0, bars > 0 else { return [] }
    func cell(_ step: Int) -> Int { Int(center(of: (step - 1) / stepsPerBar)) }
    let last = Axis.Tick(cell: cell(steps), label: "T=\(steps)")
    if steps == 1 { return [last] }
    var result = [Axis.Tick(cell: cell(1), label: "t=1")]
    let labelWidth = last.label.count
    let distance = [1, 2, 5].flatMap { digit in
      (0...6).map { digit * Int(decimalPower($0)) }
    }.sorted().first { $0 * width / steps >= labelWidth + 5 }
    if let distance {
      for step in stride(from: distance, to: steps, by: distance) {
        let column = cell(step)
        if column > 4, column + labelWidth + 3 < last.cell {
          result.append(Axis.Tick(cell: column, label: "\(step)"))
        }
      }
    }
    if last.cell > labelWidth + 2 { result.append(last) }
    return result
  }
}
