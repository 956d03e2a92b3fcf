import Foundation
import Lessons
import Problems
import Screen
import Testing

@testable import Lab

@Suite("Keys in, frames out")
struct SessionTests {
  @Test("From the contents into a lesson, to its last page and back")
  func walk() throws {
    let lab = try LabHarness()
    #expect(lab.text.contains("a lab for recurrent networks"))
    #expect(lab.text.contains("▸  4  The network, unrolled"))
    lab.press(.escape)
    #expect(!lab.state.isOver, "Esc never quits")
    lab.press(.down, .down, .enter)
    #expect(lab.text.contains("page 1 of 8"))
    #expect(lab.text.contains("Remember one symbol"))
    for _ in 0..<9 { lab.press(.pageDown) }
    #expect(lab.text.contains("page 8 of 8"))
    #expect(lab.text.contains("this is the last page; Esc, then Enter opens the next lesson"))
    lab.press(.escape)
    #expect(lab.text.contains("a lab for recurrent networks"))
    #expect(lab.text.contains("▸  8  Inside the LSTM"))
    lab.press(.character("q"))
    #expect(lab.state.isOver)
  }

  @Test("Space trains and pauses, s does one update, r starts again with the same digits")
  func training() throws {
    let lab = try LabHarness()
    try lab.open(7)
    lab.press(.character(" "))
    lab.advance(30)
    #expect(lab.text.contains("● training"))
    #expect(lab.snapshot.update == 30)
    let loss = lab.snapshot.loss
    lab.press(.character(" "))
    lab.advance(30)
    #expect(lab.snapshot.update == 30)
    #expect(lab.text.contains("○ paused"))
    lab.type("s")
    #expect(lab.snapshot.update == 31)
    lab.type("r")
    #expect(lab.snapshot.update == 0)
    #expect(lab.text.contains("started again from seed 1"))
    lab.press(.character(" "))
    lab.advance(30)
    #expect(lab.snapshot.loss == loss)
  }

  @Test(
    "Every knob shows its new value at once and says whether the run starts again",
    arguments: [
      ("x", "cell x lstm", "cell lstm: started again"),
      ("i", "init i keras", "init keras: started again"),
      ("]", "gain [] 1.1", "gain 1.1: started again"),
      ("[", "gain [] 0.9", "gain 0.9: started again"),
      ("+", "T -+ 50", "T 50: started again"), ("-", "T -+ 30", "T 30: started again"),
      ("xf", "forget bias f 0", "forget bias 0: started again"),
      ("c", "clip c off", "clip off: the run goes on"),
      (">", "pace <> 1000", "pace 1000: the run goes on"),
    ])
  func knobs(key: String, shown: String, said: String) throws {
    let lab = try LabHarness()
    try lab.open(7)
    lab.press(.character(" "))
    lab.advance(5)
    lab.type(key)
    #expect(lab.text.contains(shown))
    #expect(lab.text.contains(said))
    #expect(lab.snapshot.update == (said.hasSuffix("on") ? 5 : 0))
    #expect(lab.snapshot.configuration == lab.state.open?.configuration)
  }

  @Test("A dial ends and says so; a cycle goes round")
  func ends() throws {
    let lab = try LabHarness()
    try lab.open(7)
    lab.type(String(repeating: "]", count: 40))
    #expect(lab.text.contains("gain ends at 4"))
    for initialization in ["keras", "small", "orthogonal", "pytorch"] {
      lab.type("i")
      #expect(lab.state.open?.configuration.initialization == initialization)
    }
  }

  @Test("The unclipped ReLU network diverges at update 2, as an event; clipped it goes on")
  func divergence() throws {
    let lab = try LabHarness()
    try lab.open(7, page: 6)
    lab.type("ss")
    #expect(lab.text.contains("diverged at update 2"))
    #expect(lab.text.contains("clip off: c clips, r starts again"))
    #expect(lab.text.contains("✗ diverged"))
    lab.type("s ")
    lab.advance(10)
    #expect(lab.snapshot.update == 2)
    lab.type("cr ")
    lab.advance(600)
    #expect(lab.snapshot.update == 300)
    #expect(!lab.text.contains("✗ diverged"))
    // It survives, and does not learn: the baseline is 1/6.
    #expect((lab.snapshot.recentLoss ?? 0) > 0.13)
  }

  @Test("A run pauses after its planned updates, and space takes it on")
  func planned() throws {
    let lab = try LabHarness()
    try lab.open(7)
    lab.press(.character(" "))
    lab.advance(5000)
    #expect(lab.snapshot.update == 1000)
    #expect(lab.text.contains("did 1000 updates: space goes on"))
    lab.press(.character(" "))
    lab.advance(10)
    #expect(lab.snapshot.update == 1010)
  }

  @Test("A page with its own settings starts its run; the others let it be")
  func pages() throws {
    let lab = try LabHarness(predictions: .asked)
    try lab.open(4)
    lab.press(.character(" "))
    lab.advance(9)
    lab.press(.pageDown)
    #expect(lab.snapshot.update == 9)
    lab.press(.pageDown)
    #expect(lab.snapshot.update == 0, "it asks what a run will do")
    #expect(lab.text.contains("this page starts a run of its own"))
    try lab.open(7)
    lab.press(.pageDown, .pageDown)
    #expect(lab.state.open?.configuration.initialization == "orthogonal")
    #expect(lab.text.contains("this page starts a run of its own"))
  }

  @Test("A page with runs beside starts them, though its own settings are those of the page before")
  func contestants() throws {
    let lab = try LabHarness()
    try lab.open(7)
    #expect(lab.snapshot.contestants.isEmpty)
    lab.state.open.map { lab.lab.open($0.experiment, page: 3) }
    #expect(lab.snapshot.contestants.count == 3)
    lab.press(.pageUp, .pageUp, .pageUp)
    #expect(lab.snapshot.contestants.isEmpty)
    lab.lab.perform(ActionCall("page", "4"))
    #expect(lab.snapshot.contestants.count == 3)
  }

  @Test("The ruler of an orthogonal start is flat by theory, and falls under tanh")
  func ruler() throws {
    let lab = try LabHarness()
    try lab.open(7, page: 3)
    let ruler = try #require(lab.snapshot.ruler)
    #expect(ruler.measured.count == 50)
    // The page starts with a gain of 1.1, and 1.1^49 = 106.7.
    let steep = try #require(ruler.predicted.first) / ruler.measured[49]
    #expect(abs(steep / 106.72 - 1) < 1e-3)
    lab.type("[")
    let flat = try #require(lab.snapshot.ruler)
    #expect(abs(try #require(flat.predicted.first) / flat.measured[49] - 1) < 1e-4)
    #expect(try #require(flat.ratio) < 0.1)
  }

  @Test("? shows every key of the situation, scrolled where need be, and any other key goes back")
  func help() throws {
    let lab = try LabHarness()
    try lab.open(7)
    lab.type("?")
    var seen = lab.text
    for _ in 0..<9 {
      lab.press(.pageDown)
      seen += lab.text
    }
    for action in lab.state.actions where !action.keyText.isEmpty {
      // Long sentences go on in another line.
      #expect(seen.contains(action.help.prefix(24)), "\(action.name)")
    }
    lab.type("x")
    #expect(lab.text.contains("page 1 of 8"))
    #expect(lab.state.open?.configuration.cell == "tanh", "the key only closed the help")
  }

  @Test("Keys pressed past the end of a page, or of the help, are not owed when going back")
  func scrollEnds() throws {
    let lab = try LabHarness(size: Size(width: 80, height: 24))
    try lab.open(7)
    for opening in ["", "?"] {
      lab.type(opening)
      for _ in 0..<60 { lab.press(.down) }
      let end = lab.text
      lab.press(.up)
      #expect(lab.text != end)
      lab.press(.down)
      #expect(lab.text == end)
    }
  }

  @Test(
    "A window too small says how much is needed, and q still works",
    arguments: [(39, 30), (80, 11), (1, 1), (0, 0)])
  func tooSmall(width: Int, height: Int) throws {
    let lab = try LabHarness(size: Size(width: width, height: height))
    if width >= 39 { #expect(lab.text.contains("It needs 40x12, and has \(width)x\(height)")) }
    lab.type("q")
    #expect(lab.state.isOver)
  }

  @Test("The text lesson writes a sample and knows its text's n-gram baselines")
  func text() throws {
    let lab = try LabHarness()
    try lab.open(15)
    #expect(lab.snapshot.text?.sample.isEmpty == false)
    let cold = lab.snapshot.text?.sample
    lab.type("t")
    #expect(lab.snapshot.text?.sampleTemperature == 1)
    #expect(lab.snapshot.text?.sample != cold)
    #expect(lab.text.contains("temperature 1"))
  }
}
