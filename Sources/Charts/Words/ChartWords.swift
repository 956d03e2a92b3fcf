// What each chart says in a sentence, and its numbers as a table.

extension LineChart {
  /// How each curve went, and the baselines it may be read against.
  public var sentence: String {
    var parts = series.compactMap(Self.course)
    if parts.isEmpty { parts = ["nothing yet"] }
    if !baselines.isEmpty {
      let names = baselines.map {
        "\($0.label.split(separator: " ").joined(separator: " ")) at \(SmallNumber.text($0.value))"
      }
      parts.append("baselines: " + names.joined(separator: ", "))
    }
    parts += events.map(\.text)
    return named(title, parts.joined(separator: "; "))
  }

  /// `train from 1.42 at 1 to 0.012 at 412, lowest 0.01 at 400`.
  private static func course(_ series: Series) -> String? {
    let known = series.points.filter { $0.x.isFinite && $0.y.isFinite }
    guard let first = known.first, let last = known.last else { return nil }
    let name = series.name.isEmpty ? "" : series.name + " "
    func number(_ value: Float) -> String {
      let isWhole = value == value.rounded() && abs(value) < 1e7
      return isWhole ? SmallNumber.fixed(Double(value), decimals: 0) : SmallNumber.text(value)
    }
    func point(_ point: SIMD2<Float>) -> String { "\(number(point.y)) at \(number(point.x))" }
    guard known.count > 1 else { return name + point(first) }
    var text = "\(name)from \(point(first)) to \(point(last))"
    if let lowest = known.min(by: { $0.y < $1.y }), lowest.y < min(first.y, last.y) {
      text += ", lowest " + point(lowest)
    }
    if let highest = known.max(by: { $0.y < $1.y }), highest.y > max(first.y, last.y) {
      text += ", highest " + point(highest)
    }
    return text
  }

  /// A row for every point of every curve.
  public var table: ChartTable {
    let x = axes.xLabel.isEmpty ? "x" : axes.xLabel
    return ChartTable(
      header: ["series", x, "value"],
      rows: series.flatMap { one in
        one.points.map {
          [one.name.isEmpty ? title : one.name, ChartTable.number($0.x), ChartTable.number($0.y)]
        }
      })
  }
}

extension GradientRuler {
  /// From the last step back to the first.
  public var sentence: String {
    guard let first = values.first, let last = values.last else {
      return named(title, "nothing yet")
    }
    var text =
      "\(SmallNumber.text(first)) at t = 1 and \(SmallNumber.text(last)) at t = \(values.count)"
    if let prediction, let first = prediction.values.first, let last = prediction.values.last {
      text += "; \(prediction.name): \(SmallNumber.text(first)) and \(SmallNumber.text(last))"
    }
    return named(title, text)
  }

  /// A row for every step.
  public var table: ChartTable {
    let expected = prediction?.values ?? []
    let hasLine = !expected.isEmpty
    return ChartTable(
      header: ["t", measuredName] + (hasLine ? [prediction?.name ?? ""] : []),
      rows: values.indices.map { step in
        let line = expected.indices.contains(step) ? ChartTable.number(expected[step]) : ""
        return ["\(step + 1)", ChartTable.number(values[step])] + (hasLine ? [line] : [])
      })
  }
}

extension Bars {
  /// Every bar with its number.
  public var sentence: String {
    bars.isEmpty
      ? "nothing yet"
      : bars.map { "\($0.name) \(SmallNumber.text($0.value))" }.joined(separator: ", ")
  }

  /// A row for every bar.
  public var table: ChartTable {
    ChartTable(
      header: ["name", "value"], rows: bars.map { [$0.name, ChartTable.number($0.value)] })
  }
}

extension Gauges {
  /// Every gauge with its number.
  public var sentence: String { Bars(gauges.map { Bars.Bar($0.name, $0.value) }).sentence }

  /// A row for every gauge.
  public var table: ChartTable { Bars(gauges.map { Bars.Bar($0.name, $0.value) }).table }
}

extension Sparkline {
  /// Its ends.
  public var sentence: String {
    guard let first = values.first, let last = values.last else { return "nothing yet" }
    return "from \(SmallNumber.text(first)) to \(SmallNumber.text(last))"
  }

  /// A row for every value.
  public var table: ChartTable {
    ChartTable(
      header: ["index", "value"],
      rows: values.enumerated().map { ["\($0.offset + 1)", ChartTable.number($0.element)] })
  }
}

extension HeatMap {
  /// Its size, and where its extremes are.
  public var sentence: String {
    let known =
      matrix.columnCount == 0 ? [] : matrix.values.indices.filter { matrix.values[$0].isFinite }
    guard let low = known.min(by: { matrix.values[$0] < matrix.values[$1] }),
      let high = known.max(by: { matrix.values[$0] < matrix.values[$1] })
    else { return named(title, "nothing yet") }
    func position(_ index: Int) -> String {
      let (row, column) = (index / matrix.columnCount, index % matrix.columnCount)
      return "\(SmallNumber.text(matrix.values[index])) at \(matrix.axes.row) \(rowName(row)), "
        + "\(matrix.axes.column) \(columnName(column))"
    }
    let mean = known.reduce(0) { $0 + Double(matrix.values[$1]) } / Double(known.count)
    return named(
      title,
      "\(matrix.rowCount) by \(matrix.columnCount), mean \(SmallNumber.text(Float(mean))), "
        + "lowest \(position(low)), highest \(position(high))")
  }

  /// A row for every row of the matrix.
  public var table: ChartTable {
    ChartTable(
      header: [matrix.axes.row] + (0..<matrix.columnCount).map(columnName),
      rows: (0..<matrix.rowCount).map { row in
        [rowName(row)]
          + (0..<matrix.columnCount).map { column in
            let index = row * matrix.columnCount + column
            return matrix.values.indices.contains(index)
              ? ChartTable.number(matrix.values[index]) : "NaN"
          }
      })
  }

  private func rowName(_ row: Int) -> String {
    matrix.rowNames.indices.contains(row) ? matrix.rowNames[row] : "\(row)"
  }

  private func columnName(_ column: Int) -> String {
    matrix.columnNames.indices.contains(column)
      ? matrix.columnNames[column] : "\(matrix.firstColumn + column)"
  }
}

extension Scatter {
  /// Where each cloud's middle is.
  public var sentence: String {
    let parts = clouds.filter { !$0.points.isEmpty }.map { cloud in
      let middle = cloud.points.reduce(SIMD2<Float>(0, 0), +) / Float(cloud.points.count)
      return "\(cloud.name), \(cloud.points.count) points around "
        + "(\(SmallNumber.text(middle.x)), \(SmallNumber.text(middle.y)))"
    }
    return named(title, parts.isEmpty ? "nothing yet" : parts.joined(separator: "; "))
  }

  /// A row for every point.
  public var table: ChartTable {
    func rows(_ name: String, _ points: [SIMD2<Float>]) -> [[String]] {
      points.map { [name, ChartTable.number($0.x), ChartTable.number($0.y)] }
    }
    return ChartTable(
      header: ["name", axes.x, axes.y],
      rows: clouds.flatMap { rows($0.name, $0.points) } + paths.flatMap { rows($0.name, $0.points) }
    )
  }
}

extension ConfusionMatrix {
  /// How many were right, class by class.
  public var sentence: String {
    let rows = table.rows
    let parts = classes.indices.map { index -> String in
      let counts = rows[index].dropFirst().compactMap { Int($0) }
      return "\(classes[index]) right \(counts[index]) of \(counts.reduce(0, +))"
    }
    return named(title, parts.isEmpty ? "nothing yet" : parts.joined(separator: ", "))
  }

  /// A row for every true class.
  public var table: ChartTable {
    ChartTable(
      header: ["true"] + classes,
      rows: classes.indices.map { row in
        [classes[row]]
          + classes.indices.map { column in
            let index = row * classes.count + column
            return "\(counts.indices.contains(index) ? max(0, counts[index]) : 0)"
          }
      })
  }
}

extension TokenStrip {
  /// The tokens, each with what it carries.
  public var sentence: String {
    let parts = tokens.map { token in
      let number = token.value.map { " " + SmallNumber.text($0, digits: 2) } ?? ""
      let word = token.text.isEmpty ? "nothing" : token.text
      return word + (token.tag.isEmpty ? "" : " (\(token.tag))") + number
    }
    return named(title, parts.isEmpty ? "nothing yet" : parts.joined(separator: ", "))
  }

  /// A row for every token.
  public var table: ChartTable {
    ChartTable(
      header: ["token", "tag", "value"],
      rows: tokens.map { [$0.text, $0.tag, $0.value.map(ChartTable.number) ?? ""] })
  }
}

extension NetworkDiagram {
  /// How far the pass has come.
  public var sentence: String {
    guard !steps.isEmpty else { return named(title, "nothing yet") }
    var text = "one network, applied \(steps.count) times, the same weights at every step"
    if let reached, steps.indices.contains(reached) {
      text += direction == .forward ? "; the forward pass is" : "; the backward pass is"
      text += " at step \(reached + 1) of \(steps.count)"
    }
    return named(title, text)
  }

  /// A row for every step.
  public var table: ChartTable {
    let units = steps.map(\.state.count).max() ?? 0
    return ChartTable(
      header: ["t", "input", "output", "dL/dh"] + (0..<units).map { "h\($0)" },
      rows: steps.enumerated().map { index, step in
        ["\(index + 1)", step.input, step.output, step.gradient.map(ChartTable.number) ?? ""]
          + (0..<units).map {
            step.state.indices.contains($0) ? ChartTable.number(step.state[$0]) : ""
          }
      })
  }
}

extension CellDiagram {
  /// The gates, then the equation being computed.
  public var sentence: String {
    let current = equations.first(where: \.isCurrent).map { "now \($0.symbols), \($0.numbers)" }
    let parts = [gauges.isEmpty ? nil : Gauges(gauges).sentence, current].compactMap(\.self)
    return named(title, parts.isEmpty ? "nothing yet" : parts.joined(separator: "; "))
  }

  /// A row for every equation.
  public var table: ChartTable {
    ChartTable(header: ["equation", "numbers"], rows: equations.map { [$0.symbols, $0.numbers] })
  }
}

extension BigDigits {
  /// The number itself.
  public var sentence: String { text }

  /// The number itself.
  public var table: ChartTable { ChartTable(header: ["value"], rows: [[text]]) }
}

/// A sentence after the name of what it is about.
private func named(_ title: String, _ text: String) -> String {
  title.isEmpty ? text : "\(title): \(text)"
}
