import Glibc
import Screen

/// Where values lie along rows or columns. Cell 0 is the leftmost or the lowest one.
struct Axis {
  /// A mark on the axis with its label.
  struct Tick: Equatable {
    /// Its cell along the axis.
    var cell: Int
    /// Its value, in words.
    var label: String
  }

  /// How values become cells.
  var scale: Scale
  /// The value, or its decimal logarithm, at the middle of cell 0.
  var origin: Double
  /// How much the value, or its logarithm, grows from cell to cell.
  var perCell: Double
  /// How many cells there are.
  var cells: Int
  /// The marks, from cell 0 on.
  var ticks: [Tick]

  /// Where zero and below lie on a logarithmic axis: its lower edge, or the row that is theirs.
  var floor = -0.5

  /// The cell of a value, 0 at the middle of cell 0; nil when it has none.
  func position(of value: Float) -> Double? {
    guard value.isFinite, perCell > 0 else { return nil }
    switch scale {
    case .linear: return (Double(value) - origin) / perCell
    case .logarithmic:
      guard value > 0 else { return floor }
      return (log10(Double(value)) - origin) / perCell
    }
  }

  /// The nearest cell of a value, if that is on the axis.
  func cell(of value: Float) -> Int? {
    guard let position = position(of: value), position >= -0.5, position < Double(cells) - 0.5
    else { return nil }
    return min(max(0, Int(position.rounded())), cells - 1)
  }

  /// The widest label.
  var labelWidth: Int { ticks.map { Screen.columns(of: $0.label) }.max() ?? 0 }

  /// An axis of rows that shows the whole range.
  static func vertical(_ range: ValueRange, rows: Int, scale: Scale) -> Axis {
    switch scale {
    // A high axis has its labels farther apart, not more of them.
    case .linear: linear(range, cells: rows, spacing: max(2.6, Double(rows) / 9))
    case .logarithmic: logarithmic(range, rows: rows)
    }
  }

  /// The logarithmic axis with a row below for zero and less; too few rows leave none for it.
  static func withFloor(_ range: ValueRange, rows: Int, label: String) -> Axis {
    guard rows >= 4 else { return logarithmic(range, rows: rows) }
    var axis = logarithmic(range, rows: rows - 1)
    axis.cells += 1
    axis.origin -= axis.perCell
    axis.floor = 0
    let ticks = axis.ticks.map { Tick(cell: $0.cell + 1, label: $0.label) }
    axis.ticks = [Tick(cell: 0, label: label)] + ticks.filter { $0.cell > 1 }
    return axis
  }

  /// An axis of columns that shows the whole range, its labels at least two columns apart.
  static func horizontal(_ range: ValueRange, columns: Int) -> Axis {
    linear(range, cells: columns, spacing: 13) { value, step in
      Screen.columns(of: TickLabels.text(value, step: step, largest: range.magnitude)) + 2
    }
  }

  private static func linear(
    _ range: ValueRange, cells: Int, spacing: Double,
    extent: @escaping (Double, Double) -> Int = { _, _ in 1 }
  ) -> Axis {
    // What is never negative, such as a loss, has no negative ticks, though the axis begins below
    // zero; a range that was asked for has none outside it.
    let open = range.low < 0 ? -.infinity...Double.infinity : 0...Double.infinity
    let ends = range.isGiven ? range.low...range.high : open
    let range = range.widened
    let search = TickSearch(
      low: range.low, high: range.high, cells: cells, spacing: spacing,
      unit: range.isWhole ? 1 : 0, extent: extent)
    guard let found = search.best() else {
      let perCell = (range.high - range.low) / Double(max(1, cells))
      return Axis(
        scale: .linear, origin: range.low + perCell / 2, perCell: perCell, cells: cells, ticks: [])
    }
    let ticks = found.ticks(cells: cells).filter { ends.contains($0.value) }
    return Axis(
      scale: .linear, origin: found.origin, perCell: found.perCell, cells: cells,
      ticks: ticks.map { tick in
        Tick(
          cell: tick.cell,
          label: TickLabels.text(tick.value, step: found.step, largest: range.magnitude))
      })
  }

  /// Whole decades on exact rows; in less than two decades also 2 and 5 on the nearest row.
  private static func logarithmic(_ range: ValueRange, rows: Int) -> Axis {
    var (low, high) = (log10(range.low), log10(range.high))
    if !low.isFinite || !high.isFinite || high < low { (low, high) = (-1, 0) }
    if high - low < 1 { (low, high) = ((low + high - 1) / 2, (low + high + 1) / 2) }
    let isShort = high - low < 2
    let search = TickSearch(
      low: low, high: high, cells: rows, spacing: isShort ? Double(rows) / (high - low) : 2.6,
      fewest: isShort ? 1 : 2, unit: 1, isLogarithmic: true)
    guard let found = search.best() else {
      let perCell = (high - low) / Double(max(1, rows))
      return Axis(
        scale: .logarithmic, origin: low + perCell / 2, perCell: perCell, cells: rows, ticks: [])
    }
    var axis = Axis(
      scale: .logarithmic, origin: found.origin, perCell: found.perCell, cells: rows, ticks: [])
    let decades = found.ticks(cells: rows).map { (cell: $0.cell, power: Int($0.value)) }
    axis.ticks = decades.map { Tick(cell: $0.cell, label: TickLabels.decade($0.power)) }
    if Double(rows) * found.perCell < 2 { axis.addFractions() }
    return axis
  }

  private mutating func addFractions() {
    let bottom = Int((origin - perCell / 2).rounded(.down))
    for power in bottom...bottom + 3 {
      for digit in [2, 5] {
        let value = Float(Double(digit) * decimalPower(power))
        guard let cell = cell(of: value), !ticks.contains(where: { abs($0.cell - cell) < 2 })
        else { continue }
        ticks.append(Tick(cell: cell, label: "\(digit)" + TickLabels.decade(power).dropFirst()))
      }
    }
    ticks.sort { $0.cell < $1.cell }
  }
}
