import Foundation
import Screen
import Testing

@testable import Lab
@testable import Runs

@Suite("What lies over the screen")
struct OverlayTests {
  @Test("The palette finds actions, lessons and settings by typing, and does them")
  func palette() throws {
    let lab = try LabHarness()
    try lab.open(7)
    lab.press(.control("p"))
    lab.type("recurrent matrix")
    #expect(lab.text.contains("▸ gain: factor on the recurrent matrix"))
    lab.press(.enter)
    #expect(lab.state.overlay == .settings(SettingsTable(selection: "gain")))
    lab.press(.escape, .control("p"))
    lab.type("start again from")
    lab.type("!")
    #expect(lab.text.contains("nothing fits"))
    lab.press(.backspace, .enter)
    #expect(lab.state.overlay == nil)
    #expect(lab.text.contains("started again from seed 1"))
    lab.press(.control("p"))
    lab.type("unreasonable")
    lab.press(.enter)
    #expect(lab.state.open?.experiment.lesson.number == 15)
  }

  @Test("Every action of a situation is in its palette")
  func everyAction() throws {
    let lab = try LabHarness()
    try lab.open(7)
    let texts = lab.state.paletteItems.map(\.text)
    for action in lab.state.availableActions where !action.isLinearOnly && action.name != "menu" {
      if case .required = action.argument { continue }
      #expect(texts.contains(action.help), "\(action.name)")
    }
    #expect(!texts.contains { $0.hasPrefix("Undo") }, "there is nothing to undo")
    let configuration = try #require(lab.state.open).configuration
    for setting in Setting.catalogue {
      let isThere = texts.contains { $0.hasPrefix(setting.name + ":") }
      #expect(isThere == setting.applies(to: configuration), "\(setting.name)")
    }
  }

  @Test("/ finds a word of a page's prose and opens the page")
  func search() throws {
    let lab = try LabHarness()
    lab.type("/temperature divides")
    lab.press(.backspace, .backspace, .backspace, .backspace, .backspace, .backspace, .backspace)
    #expect(lab.text.contains("15, page"))
    lab.press(.enter)
    #expect(lab.state.open?.experiment.lesson.number == 15)
    #expect(lab.state.open?.page ?? 0 > 0)
  }

  @Test("A whole word is found before a part of one, and that before scattered letters")
  func fuzzy() throws {
    let word = try #require(Fuzzy.score("gain", in: "Less gain."))
    let part = try #require(Fuzzy.score("gain", in: "Start again."))
    let apart = try #require(Fuzzy.score("gain", in: "gradient in"))
    #expect(word < part && part < apart)
    #expect(Fuzzy.score("gain", in: "niag") == nil)
    #expect(Fuzzy.score("", in: "anything") == 0)
  }

  @Test("A setting is changed by arrows or typed, and a wrong value is explained")
  func settings() throws {
    let lab = try LabHarness()
    try lab.open(7)
    lab.type("e")
    lab.press(.down)
    #expect(lab.text.contains("4 to 2000"))
    lab.press(.right)
    #expect(lab.state.open?.configuration.steps == 50)
    lab.type("25")
    lab.press(.enter)
    #expect(lab.state.open?.configuration.steps == 25)
    #expect(lab.snapshot.configuration.steps == 25, "the run started again")
    lab.type("9999")
    lab.press(.enter)
    #expect(lab.text.contains("'9999' is not a valid value for steps"))
    #expect(lab.state.open?.configuration.steps == 25)
    lab.press(.escape)
    #expect(lab.state.overlay == nil)
  }

  @Test("What is this? tells of every panel, every knob and the status")
  func inspector() throws {
    let lab = try LabHarness(size: Size(width: 160, height: 50))
    try lab.open(7)
    lab.type("w")
    var seen = ""
    for _ in 0..<30 {
      seen += lab.text
      lab.press(.right)
    }
    for words in [
      "What training makes smaller", "|dL/dh_t| for t = 1...T", "A knob: the recurrent cell",
      "A knob: largest gradient norm", "Where the run is", "Now: loss: nothing yet",
      "T = 40, batch B = 64, units H = 16",
    ] {
      #expect(seen.contains(words), "\(words)")
    }
    lab.press(.left, .escape)
    #expect(lab.state.overlay == nil)
  }

  @Test("The glyph check decides the glyphs, and asks the program to remember")
  func glyphs() throws {
    let lab = try LabHarness()
    try lab.open(7)
    _ = lab.lab.takeEffects()
    #expect(lab.text.contains("⡀"))
    lab.type("g")
    #expect(lab.text.contains("Which of these rows"))
    lab.type("3")
    let isAscii = lab.text.utf8.allSatisfy { $0 < 0x80 }
    #expect(isAscii)
    #expect(lab.lab.takeEffects() == [.remember])
    #expect(lab.lab.takeEffects().isEmpty)
  }

  @Test("T goes through the themes and back to the first")
  func themes() throws {
    let lab = try LabHarness()
    for theme in Theme.all.dropFirst() + [.dark] {
      lab.type("T")
      #expect(lab.state.theme == theme)
      #expect(lab.text.contains("theme \(theme.name)"))
    }
  }

  @Test("Esc goes back from everywhere and never quits")
  func escape() throws {
    for keys in ["", "?", "/a", "e5", "w", "g", "z", "2z", "3"] {
      let lab = try LabHarness()
      try lab.open(7)
      lab.type(keys)
      for _ in 0..<9 { lab.press(.escape) }
      #expect(!lab.state.isOver && lab.state.open == nil && lab.state.overlay == nil, "\(keys)")
    }
  }
}
