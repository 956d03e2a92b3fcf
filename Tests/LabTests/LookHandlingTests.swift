import Lessons
import Runs
import Screen
import Testing

@testable import Lab

@Suite("Presenting and themes")
struct LookHandlingTests {
  @Test(
    "P twice leaves the theme, the zoom and the pane as they were", arguments: Theme.all.indices)
  func twice(index: Int) throws {
    let lab = try LabHarness()
    try lab.open(7)
    for _ in 0..<index { lab.type("T") }
    lab.type("2z")
    let before = lab.text
    lab.type("P")
    #expect(lab.state.theme == .contrast && lab.text != before)
    lab.type("P")
    #expect(lab.state.theme == Theme.all[index])
    #expect(lab.state.open?.isZoomed == true && lab.state.open?.focus == 1)
  }

  @Test("A theme chosen while presenting is that of presenting, and is not remembered")
  func chosen() throws {
    let lab = try LabHarness()
    lab.type("TP")
    _ = lab.lab.takeEffects()
    lab.type("T")
    let presenting = lab.state.theme
    #expect(presenting != .contrast && lab.lab.takeEffects().isEmpty)
    lab.type("P")
    #expect(lab.state.theme == .light && lab.state.readingTheme == .light)
    lab.type("P")
    #expect(lab.state.theme == presenting, "the projector is as bright as before")
  }

  @Test("A vote that is opened again goes on, Esc keeps its tally, and a page turned has its own")
  func vote() throws {
    let lab = try LabHarness()
    try lab.open(7)
    lab.type("v11")
    lab.press(.enter)
    #expect(lab.state.open?.tally == [2, 0, 0])
    lab.type("v")
    #expect(lab.state.overlay == .vote([2, 0, 0]))
    lab.type("2")
    lab.press(.escape)
    #expect(lab.state.open?.tally == [2, 0, 0])
    lab.type("v")
    lab.press(.backspace, .enter)
    #expect(lab.state.open?.tally == nil)
    lab.lab.perform(ActionCall("vote", "12 3 5"))
    #expect(lab.state.open?.tally == [12, 3, 5])
    lab.lab.perform(ActionCall("vote", "12 3"))
    #expect(lab.text.contains("say how many hands each choice has"))
    lab.press(.pageDown)
    #expect(lab.state.open?.tally == nil)
  }

  @Test(
    "A vote shows its question and every choice",
    arguments: [Size(width: 80, height: 24), Size(width: 100, height: 30)])
  func voteQuestion(size: Size) throws {
    let lab = try LabHarness(size: size)
    try lab.open(7)
    lab.type("v")
    let prediction = try #require(lab.state.open?.pagePrediction)
    let box = lab.text.split(separator: "\n").filter { $0.contains("│") }.joined(separator: "\n")
    for words in [prediction.question] + prediction.choices.map(\.text) {
      #expect(box.contains(words), "\(words) is not in\n\(box)")
    }
  }
}
