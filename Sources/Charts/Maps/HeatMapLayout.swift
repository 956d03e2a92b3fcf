import Screen

/// Where a heat map's cells lie.
struct HeatMapLayout {
  private let map: HeatMap
  private let names: Rectangle
  /// Where the cells lie.
  let plot: Rectangle
  private let below: Rectangle
  private let columns: Bins
  private let rows: Bins
  private let isFine: Bool
  private let hasNumbers: Bool
  /// Whether a line has the names of the two rows that it shows, side by side.
  private let pairsNames: Bool
  /// Cells for shades from top to bottom.
  private let pixels: Int

  /// How many of a matrix's rows or columns share a cell, or how many cells one of them has.
  private struct Bins {
    let count: Int
    let perBin: Int
    let cells: Int

    init(_ count: Int, room: Int, widest: Int) {
      self.count = count
      perBin = room > 0 ? max(1, (count + room - 1) / room) : 1
      let bins = (count + perBin - 1) / perBin
      cells = bins > 0 ? min(widest, max(1, room / bins)) : 1
    }

    var bins: Int { (count + perBin - 1) / perBin }

    /// The cells that all bins fill: as many as there are where bins hold several, for then no
    /// cell stands for one number anyway.
    func used(of room: Int) -> Int { perBin > 1 ? room : bins * cells }

    /// The bin at a cell.
    func bin(at cell: Int, of room: Int) -> Int {
      perBin > 1 ? cell * bins / max(1, room) : cell / cells
    }

    func range(_ bin: Int) -> Range<Int> { bin * perBin..<min(count, (bin + 1) * perBin) }
  }

  /// Divides an area. Names need a third of its width at most; the axis below needs four rows.
  init(_ map: HeatMap, in area: Rectangle, isFine: Bool, _ capabilities: Capabilities) {
    self.map = map
    let hasAxis = area.height >= 4
    let body = area.split(bottom: hasAxis ? 1 : 0)
    let widest = map.matrix.rowNames.map { Screen.columns(of: capabilities.text($0)) }.max() ?? 0
    // Rows with names of one character may share a line, which then has both names.
    pairsNames =
      isFine && widest == 1 && map.matrix.rowCount > body.rest.height
      && map.matrix.rowCount <= 2 * body.rest.height
    let nameWidth =
      map.matrix.rowNames.isEmpty
      ? String(max(0, map.matrix.rowCount - 1)).count + 1 : (pairsNames ? 3 : widest + 1)
    let left = body.rest.split(left: nameWidth <= area.width / 3 ? nameWidth : 0)
    names = left.part
    hasNumbers =
      map.matrix.columnCount > 0 && left.rest.width / map.matrix.columnCount >= 6
      && map.matrix.rowCount <= left.rest.height
    // Numbers need whole cells.
    self.isFine = isFine && !hasNumbers && (map.matrix.rowNames.isEmpty || pairsNames)
    let pixels = left.rest.height * (self.isFine ? 2 : 1)
    columns = Bins(map.matrix.columnCount, room: left.rest.width, widest: hasNumbers ? 8 : 4)
    rows = Bins(map.matrix.rowCount, room: pixels, widest: self.isFine ? 4 : 2)
    let used = rows.used(of: pixels)
    self.pixels = pixels
    let height = self.isFine ? (used + 1) / 2 : used
    plot = Rectangle(
      x: left.rest.x, y: left.rest.y, width: min(left.rest.width, columns.bins * columns.cells),
      height: min(left.rest.height, height))
    below = Rectangle(
      x: area.x, y: plot.maxY, width: area.width, height: hasAxis ? 1 : 0
    ).intersection(area)
  }

  /// Draws cells, names and the axis below.
  func draw(_ shading: Shading, on grid: inout Grid, _ capabilities: Capabilities) {
    let means = (0..<rows.bins).map { row in
      (0..<columns.bins).map { map.matrix.mean(rows: rows.range(row), columns: columns.range($0)) }
    }
    for y in 0..<plot.height {
      for x in 0..<plot.width {
        let column = x / columns.cells
        guard column < columns.bins else { continue }
        let glyph: Glyph
        if isFine {
          let upper = rows.bin(at: 2 * y, of: pixels)
          let lower = rows.bin(at: 2 * y + 1, of: pixels)
          guard upper < rows.bins else { continue }
          glyph =
            lower < rows.bins
            ? shading.glyph(means[upper][column], means[lower][column])
            : shading.glyph(upperHalf: means[upper][column])
        } else {
          let bin = rows.bin(at: y, of: pixels)
          guard bin < rows.bins else { continue }
          let value = means[bin][column]
          glyph = shading.glyph(value)
          // In a wide cell one mark is enough, and a number says more than a shade of characters.
          let isMiddle = x % columns.cells == (columns.cells - 1) / 2
          if !value.isFinite, !isMiddle { continue }
          if value.isFinite, hasNumbers, glyph.style.background == nil { continue }
        }
        put(glyph, x, y, on: &grid)
      }
      if hasNumbers, y % rows.cells == 0 {
        drawNumbers(means[min(rows.bin(at: y, of: pixels), rows.bins - 1)], y, shading, on: &grid)
      }
    }
    drawMark(on: &grid)
    drawNames(on: &grid, capabilities)
    drawAxis(on: &grid, capabilities)
  }

  /// Turns light and dark around where the number is that is being spoken of.
  private func drawMark(on grid: inout Grid) {
    guard let cell = map.markedCell, cell.row < map.matrix.rowCount,
      cell.column < map.matrix.columnCount
    else {
      return
    }
    let x = plot.x + cell.column / columns.perBin * columns.cells
    let top =
      rows.perBin > 1
      ? cell.row / rows.perBin * pixels / max(1, rows.bins) : cell.row * rows.cells
    let y = plot.y + (isFine ? top / 2 : top)
    let height = isFine ? max(1, rows.cells / 2) : max(1, rows.cells)
    let frame = Rectangle(x: x, y: y, width: columns.cells, height: height)
    grid.restyle(frame.intersection(plot)) { style in
      style.reverse = true
      style.bold = true
    }
  }

  private func put(_ glyph: Glyph, _ x: Int, _ y: Int, on grid: inout Grid) {
    grid.put(
      String(glyph.character ?? " "), x: plot.x + x, y: plot.y + y, style: glyph.style,
      within: plot)
  }

  private func drawNumbers(
    _ values: [Float], _ y: Int, _ shading: Shading, on grid: inout Grid
  ) {
    for (column, value) in values.enumerated() where value.isFinite {
      let glyph = shading.glyph(value)
      let style =
        glyph.style.background.map { Style($0.text, on: $0) } ?? .plain
      // Between 0 and 1 two decimals say all; a row of tiny exponents would only be noise.
      let text =
        map.range == .unit
        ? String(repeating: " ", count: max(0, columns.cells - 5))
          + SmallNumber.fixed(Double(value), decimals: 2)
        : SmallNumber.padded(value, width: columns.cells - 1, digits: 2)
      grid.put(
        text, x: plot.x + column * columns.cells, y: plot.y + y, style: style, within: plot)
    }
  }

  private func drawNames(on grid: inout Grid, _ capabilities: Capabilities) {
    guard names.width > 0 else { return }
    var last = Int.min
    for bin in 0..<rows.bins {
      let pixel =
        rows.perBin > 1 ? bin * pixels / rows.bins : bin * rows.cells + (rows.cells - 1) / 2
      let y = plot.y + (isFine ? pixel / 2 : pixel)
      let row = bin * rows.perBin
      let isMarked = map.markedRow.map { rows.range(bin).contains($0) } ?? false
      let isSparse =
        map.matrix.rowNames.isEmpty && map.matrix.rowCount > 8 && !isMarked && bin > 0
        && y < last + 3
      guard y > last, y < plot.maxY, !isSparse else { continue }
      func name(_ row: Int) -> String? {
        map.matrix.rowNames.indices.contains(row) ? map.matrix.rowNames[row] : nil
      }
      let text = (name(row) ?? "\(row)") + (pairsNames ? name(row + 1) ?? " " : "")
      grid.put(
        capabilities.text(text), endingAt: names.maxX - 1, y: y,
        style: isMarked ? .accent.bolded : .dim, within: names)
      last = y
    }
  }

  private func drawAxis(on grid: inout Grid, _ capabilities: Capabilities) {
    guard below.height > 0 else { return }
    var free = plot.x
    let step = map.matrix.columnNames.isEmpty ? tickStep : 1
    for column in stride(from: 0, to: map.matrix.columnCount, by: max(1, step)) {
      let text = capabilities.text(
        map.matrix.columnNames.indices.contains(column)
          ? map.matrix.columnNames[column] : "\(map.matrix.firstColumn + column)")
      let width = Screen.columns(of: text)
      let x =
        plot.x + column / columns.perBin * columns.cells + max(0, (columns.cells - width) / 2)
      guard x >= free, x + width <= below.maxX else { continue }
      grid.put(text, x: x, y: below.y, style: .dim, within: below)
      // Letters may stand side by side, words and numbers may not.
      free = x + width + (width == 1 && !map.matrix.columnNames.isEmpty ? 0 : 1)
    }
    var words: [String] = []
    if columns.perBin > 1 { words.append("mean of \(columns.perBin) \(map.matrix.axes.column)") }
    if rows.perBin > 1 { words.append("mean of \(rows.perBin) \(map.matrix.axes.row)s") }
    let text = words.isEmpty ? map.matrix.axes.column : words.joined(separator: ", ")
    if free + 1 + Screen.columns(of: text) <= below.maxX {
      let end = min(max(plot.maxX, free + 1 + Screen.columns(of: text)), below.maxX)
      grid.put(text, endingAt: end, y: below.y, style: .dim, within: below)
    }
  }

  /// Columns from number to number: a round count that leaves room for each.
  private var tickStep: Int {
    let widest = String(map.matrix.firstColumn + map.matrix.columnCount).count + 2
    let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
    return steps.first { $0 / columns.perBin * columns.cells >= widest } ?? 10_000
  }
}
