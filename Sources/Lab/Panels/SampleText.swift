import Charts
import Runs
import Screen

/// What a text model writes, as it writes it.
struct SampleText: Chart {
  let observation: TextObservation?

  /// A title with update and temperature, then the text, wrapped where it has no line breaks.
  func draw(on grid: inout Grid, in rectangle: Rectangle, _ capabilities: Capabilities) {
    guard rectangle.height > 0 else { return }
    grid.put("sample", x: rectangle.x, y: rectangle.y, style: .plain.bolded, within: rectangle)
    guard let observation else { return }
    let status =
      "after update \(observation.sampleUpdate)   "
      + "temperature \(Setting.text(observation.sampleTemperature))"
    let x = rectangle.maxX - columns(of: status)
    if x > rectangle.x + 8 {
      grid.put(status, x: x, y: rectangle.y, style: .dim, within: rectangle)
    }
    let own = observation.sample.unicodeScalars.dropFirst(
      observation.beginning.unicodeScalars.count)
    let spans = [
      StyledText(observation.beginning, .first.bolded), StyledText(String(own), .plain),
    ]
    for (line, part) in wrap(spans, width: rectangle.width - 2).enumerated() {
      let y = rectangle.y + 1 + line
      guard y < rectangle.maxY else { return }
      var x = rectangle.x + 2
      for span in part {
        x += grid.put(span.text, x: x, y: y, style: span.style, within: rectangle)
      }
    }
  }

  /// The beginning of what was written.
  var sentence: String {
    guard let observation, !observation.sample.isEmpty else { return "sample: nothing yet" }
    let words = observation.sample.prefix(200).map { $0.isNewline ? " " : $0 }
    return "sample after update \(observation.sampleUpdate): \(String(words))"
  }

  /// The sample, a line a row.
  var table: ChartTable {
    ChartTable(
      header: ["line"],
      rows: (observation?.sample ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        .map { [String($0)] })
  }
}
