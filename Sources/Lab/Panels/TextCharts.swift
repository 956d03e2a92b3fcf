import Charts
import Runs

// The charts of models of text.

/// What the network and what counting write, without their names until the run is over.
func textColumns(_ snapshot: Snapshot) -> TextColumns {
  let text = snapshot.text
  let isOver = snapshot.phase == .finished
  let names = ["the network", "counting, order 4"]
  let texts = [text?.sample ?? "", text?.counting.sample ?? ""]
  let order = snapshot.configuration.seed % 2 == 0 ? [0, 1] : [1, 0]
  return TextColumns(
    title: "one of them is written by counting",
    status: isOver ? "" : "their names come at the end of the run",
    columns: zip(["A", "B"], order).map { letter, index in
      (isOver ? "\(letter): \(names[index])" : letter, texts[index])
    })
}

/// What may come next after a text: as the model believes, and as it is drawn at the temperature.
func nextCharacterBars(_ snapshot: Snapshot) -> ProbabilityBars {
  let passage = snapshot.passage
  let beliefs = passage?.shares(temperature: 1) ?? []
  let temperature = snapshot.configuration.temperature
  let draws = passage?.shares(temperature: temperature) ?? []
  let likeliest = beliefs.indices.sorted { (-beliefs[$0], $0) < (-beliefs[$1], $1) }.prefix(8)
  let end = (passage?.characters.suffix(24) ?? []).map { $0 == "\n" ? "\\n" : $0 }.joined()
  func group(_ name: String, _ shares: [Float]) -> ProbabilityBars.Group {
    ProbabilityBars.Group(name, likeliest.map { shares[$0] })
  }
  return ProbabilityBars(
    title: passage == nil ? "next character" : "what comes after …\(end)",
    status: passage.map { "after update \($0.update)" } ?? "",
    classes: likeliest.map { passage?.symbols[$0] == " " ? "space" : passage?.symbols[$0] ?? "" },
    groups: passage == nil
      ? []
      : [
        group("believed", beliefs),
        group("drawn at τ = \(Setting.text(temperature))", draws),
      ])
}

/// A text, each character with the state of one unit after it.
func textOfUnit(_ snapshot: Snapshot, _ view: PanelView) -> ShadedText {
  let passage = snapshot.passage
  let hidden = passage?.hidden ?? 0
  let unit = min(max(0, view.row), max(0, hidden - 1))
  return ShadedText(
    title: "unit \(unit) after every character",
    status: passage.map { "update \($0.update), -1 to 1" } ?? "",
    characters: hidden == 0
      ? []
      : (passage?.characters ?? []).enumerated().map { index, character in
        (character, passage?.states[index * hidden + unit] ?? 0)
      })
}
