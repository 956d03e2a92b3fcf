import Foundation
import Testing

@Suite("Lessons of one's own")
struct NewCommandTests {
  @Test("A new lesson is right, is opened by its file, and is not written over")
  func new() throws {
    try FileTests.withFolder { folder in
      let file = folder + "/mine.md"
      #expect(try Program.run(["new", file, "--title", "Mine"]).status == 0)
      let check = try Program.run(["check", file])
      #expect(check.status == 0, "\(check.out)")
      #expect(check.out.contains("checks of 1 lessons") && check.out.contains(": 0 false"))
      let screen = try Program.run(["render", file])
      #expect(screen.status == 0 && screen.out.contains("Ten letters to remember"))
      #expect(try Program.run(["run", file, "--updates", "2"]).status == 0)
      let before = try String(contentsOfFile: file, encoding: .utf8)
      let again = try Program.run(["new", file])
      #expect(again.status == 2 && again.error.contains("is there already"))
      #expect(try String(contentsOfFile: file, encoding: .utf8) == before)
      for (arguments, words) in [
        (["new", folder + "/mine"], "ends in .md"),
        (["new", folder + "/none/x.md"], "cannot be written"),
        (["new", folder + "/x.md", "--title", "a: b"], "a title has no line breaks"),
        (["check", folder + "/none.md"], "none.md: cannot be read"),
        (["list", "--lessons", folder + "/none"], "is no folder"),
      ] {
        let output = try Program.run(arguments)
        #expect(output.status != 0, "\(arguments)")
        #expect((output.error + output.out).contains(words), "\(arguments): \(output.error)")
      }
    }
  }

  @Test("Another folder of lessons needs no copying; a check of a file tells all its mistakes")
  func folder() throws {
    try FileTests.withFolder { folder in
      let file = folder + "/07-mine.md"
      #expect(try Program.run(["new", file]).status == 0)
      let list = try Program.run(["list", "--lessons", folder])
      #expect(list.out.contains("07-mine") && !list.out.contains("vanishing"))
      let run = try Program.run(["run", "7", "--lessons", folder, "--updates", "1"])
      #expect(run.status == 0, "\(run.error)")
      let text = try String(contentsOfFile: file, encoding: .utf8)
      let wrong = text.replacing("loss > 1.2", with: "los > 1.2")
        .replacing("hint: +", with: "hnt: +").replacing("press: 3 space", with: "press: Hyper")
      try wrong.write(toFile: file, atomically: true, encoding: .utf8)
      let check = try Program.run(["check", file])
      #expect(check.status == 1)
      for words in ["'los'", "no line 'hnt'", "no key 'Hyper'"] {
        #expect(check.out.contains("WRONG  \(file):") && check.out.contains(words), "\(words)")
      }
    }
  }

  @Test("What a claim measured is written into its file and compared")
  func record() throws {
    try FileTests.withFolder { folder in
      let file = folder + "/mine.md"
      #expect(try Program.run(["new", file]).status == 0)
      let text = try String(contentsOfFile: file, encoding: .utf8)
      let stale = text.replacing("measured: loss 0.", with: "measured: loss 7.")
      #expect(stale != text)
      try stale.write(toFile: file, atomically: true, encoding: .utf8)
      let check = try Program.run(["check", file])
      #expect(check.status == 1 && check.out.contains("see check --record"))
      #expect(try Program.run(["check", file, "--record"]).status == 0)
      #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
    }
  }
}
