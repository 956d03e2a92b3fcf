import Foundation
import Lab
import Runs
import Testing

/// The README's tables that come from the lab's own: `UNROLL_UPDATE_GOLDENS=1` writes them anew.
@Suite("The README", .serialized)
struct ReadmeTests {
  @Test("has the table of actions")
  func keys() throws {
    var table = "\n| key | `--linear` | what it does |\n|---|---|---|\n"
    for action in Action.all {
      let key = action.keyText.isEmpty ? "" : "`\(action.keyText)`"
      table += "| \(key) | `\(action.usage)` | \(action.help) |\n"
    }
    try expectTable(table + "\n", between: "<!-- keys -->\n", and: "<!-- end of keys -->")
  }

  @Test("has the catalogue's table of settings")
  func settings() throws {
    var table =
      "\n| setting | what it is | values | keys | where it applies |\n|---|---|---|---|---|\n"
    for setting in Setting.catalogue {
      let values = setting.allowed.joined(separator: setting.choices.isEmpty ? " or " : ", ")
      table +=
        "| `\(setting.name)` | \(setting.about) | \(values) | `\(setting.knob?.keys ?? "")` | "
        + "\(setting.appliesTo) |\n"
    }
    try expectTable(table + "\n", between: "<!-- settings -->\n", and: "<!-- end of settings -->")
  }

  @Test("has the list's table of measurements")
  func measurements() throws {
    var table = "\n| measurement | in JSON | what it is | where |\n|---|---|---|---|\n"
    for row in Runs.Measurement.all {
      let isTold = !row.outlets.isDisjoint(with: [.lines, .summary])
      let needs = row.needs.map { "runs with \($0.about)" } ?? "every run"
      let about = row.about.replacing("|", with: "\\|")
      table += "| `\(row.name)` | \(isTold ? "`\(row.key)`" : "") | \(about) | \(needs) |\n"
    }
    try expectTable(
      table + "\n", between: "<!-- measurements -->\n", and: "<!-- end of measurements -->")
  }

  private func expectTable(_ table: String, between begin: String, and end: String) throws {
    let url = URL(fileURLWithPath: "\(Program.repository)/README.md")
    let text = try String(contentsOf: url, encoding: .utf8)
    let start = try #require(text.range(of: begin)?.upperBound)
    let stop = try #require(text.range(of: end)?.lowerBound)
    if ProcessInfo.processInfo.environment["UNROLL_UPDATE_GOLDENS"] == "1" {
      try text.replacingCharacters(in: start..<stop, with: table)
        .write(to: url, atomically: true, encoding: .utf8)
    } else {
      #expect(text[start..<stop] == table)
    }
  }
}
