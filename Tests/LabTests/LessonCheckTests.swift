import Lessons
import Testing

@testable import Lab
@testable import Runs

@Suite("What lessons say is checked")
struct LessonCheckTests {
  private func results(
    _ blocks: String, includesSlow: Bool = false, records: Bool = true
  ) throws -> [LessonCheck.Result] {
    let check = LessonCheck(
      try experiment(blocks).checkItems, library: TextLibrary(assets: ""),
      includesSlow: includesSlow, records: records)
    var results: [LessonCheck.Result] = []
    try check.run { results.append($0) }
    return results
  }

  private func claim(_ lines: String, records: Bool = true) throws -> LessonCheck.Result {
    try #require(try results("```claim\n\(lines)\n```", records: records).first)
  }

  @Test("A claim is measured over its seeds, true or false, and gives the range to record")
  func claims() throws {
    let lines = "say: Solved.\nupdates: 400\nreach: loss < 0.2\nseeds: 3"
    let solved = try claim(lines)
    #expect(solved.isTrue && solved.record?.hasPrefix("update ") == true)
    let chance = try claim("say: Stuck.\nupdates: 400\nexpect: loss > 1.3\nseeds: 3\nleast: 1")
    #expect(!chance.isTrue && chance.measured.contains("0 of 3 seeds, 1 needed"))
    #expect(chance.record?.hasPrefix("loss 0.") == true && chance.record?.contains(" .. ") == true)
    let slow = "```claim\nsay: Slow.\nexpect: loss < 1\nslow: yes\n```"
    #expect(try results(slow).isEmpty && results(slow, includesSlow: true).count == 1)
    // The same seeds give the same figures.
    #expect(try claim(lines).record == solved.record)
  }

  @Test("A claim whose record is missing or of another run is false until it is recorded")
  func records() throws {
    let lines = "say: x\nupdates: 2\nexpect: loss > 1\nseeds: 2"
    let unrecorded = try claim(lines, records: false)
    #expect(!unrecorded.isTrue && unrecorded.measured.contains("records nothing"))
    let record = try #require(unrecorded.record)
    #expect(try claim("\(lines)\nmeasured: \(record)", records: false).isTrue)
    let stale = try claim("\(lines)\nmeasured: loss 1.2", records: false)
    #expect(!stale.isTrue && stale.measured.contains("records loss 1.2"))
  }

  @Test("A claim changes settings, and says when the run cannot be")
  func settings() throws {
    let result = try claim(
      "say: x\nset: steps=9, cell=tanh\nupdates: 1\nexpect: steps = 9 and cell = tanh")
    #expect(result.isTrue)
    for wrong in ["set: steps=1\nexpect: loss < 1", "reach: loss < 1\nexpect: loss < 1"] {
      #expect(throws: LessonError.self) { try experiment("```claim\nsay: x\n\(wrong)\n```") }
    }
  }

  private func prediction(_ choices: [String], _ more: String = "") throws -> LessonCheck.Result {
    let lines = choices.map { "choice: \($0)" }.joined(separator: "\n")
    return try #require(
      try results("```predict\nask: Where?\n\(lines)\nafter: 200\n\(more)\n```").first)
  }

  @Test("A prediction has one choice that comes true, the same from nearly every seed")
  func predictions() throws {
    let right = try prediction(["at chance | loss > 1.2", "solved | loss <= 1.2"])
    #expect(right.isTrue && right.measured.contains("2, 2, 2, 2, 2"))
    let otherwise = try prediction(["at chance | loss > 1.2", "something else | otherwise"])
    #expect(otherwise.isTrue && otherwise.measured.contains("2, 2, 2, 2, 2"))
    let both = try prediction(["a | loss < 1.2", "b | loss < 1.3"])
    #expect(!both.isTrue && both.measured.contains("none or several"))
    let neither = try prediction(["a | loss > 1.2", "b | loss > 1.3"])
    #expect(!neither.isTrue)
    let same = try prediction(["a | loss > 1.2", "b | otherwise"], "varies: yes")
    #expect(!same.isTrue && same.measured.contains("it does not vary"))
  }

  @Test("A prediction is measured on its path, and over contestants")
  func path() throws {
    let result = try prediction(
      ["as ever | steps = 5", "longer | steps = 9"], "path: steps=9")
    #expect(result.isTrue && result.measured.contains("2, 2, 2, 2, 2"))
    let beside = try results(
      """
      ```predict
      ask: Which?
      choice: the first | loss < 0.9 and loss.2 >= 0.9
      choice: the second | loss >= 0.9 and loss.2 < 0.9
      choice: something else | otherwise
      after: 200
      ```

      ```lab
      contestant: rate=0.000001
      ```
      """)
    #expect(beside.first?.isTrue == true && beside.first?.measured.contains("1, 1, 1") == true)
    #expect(beside.first?.measured.contains("rate 1e-06: loss 1.") == true)
  }

  private let challenge = """
    ```try
    do: Make it longer.
    check: loss < 1.3 and steps = 10
    hint: Press plus.
    show: steps=10, rate=0.02
    ```
    """

  @Test("A challenge is met when it is shown and not before; its hints are seen")
  func challenges() throws {
    let items = try results(challenge)
    #expect(items.count == 3 && items.allSatisfy(\.isTrue))
    let already = try results(challenge.replacing("steps = 10", with: "steps = 5"))
    #expect(already.map(\.isTrue) == [false, false, true], "met before, and not by what is shown")
    let hint = String(repeating: "a very long hint ", count: 80)
    let unseen = try results(challenge.replacing("Press plus.", with: hint))
    #expect(unseen.last?.isTrue == false && unseen.last?.measured.contains("hint 1") == true)
  }

  @Test("A demonstration plays to its end, and meets what shows nothing itself")
  func demos() throws {
    let good = try results("```demo\npress: space\nwait: loss < 0.9\n```")
    #expect(good.map(\.isTrue) == [true])
    let stuck = try results("```demo\npress: space\nwait: loss < 0.0000001\n```")
    #expect(stuck.map(\.isTrue) == [false])
    #expect(stuck.first?.measured.contains("the run stopped") == true)
    let unshown = challenge.replacing("show: steps=10, rate=0.02\n", with: "")
    let unmet = try results(unshown + "\n\n```demo\npress: space\nwait: update >= 50\n```")
    #expect(unmet.last?.isTrue == false && unmet.last?.measured.contains("does not reach") == true)
    let met = try results(unshown + "\n\n```demo\npress: + space\nwait: loss < 1.3\n```")
    #expect(met.last?.isTrue == true, "\(met.last?.measured ?? "")")
  }

  @Test(
    "What a page lacks, or asks badly, is told with its line",
    arguments: [
      ("", "says nothing to whoever teaches it"), ("", "does not say what to watch"),
      ("", "no page has a demo"), ("loss > 1.3 and", "no choice is true at loss 0.5"),
      ("```try\ndo: x\ncheck: loss < 1\n```", "this try has no hint"),
      ("```try\ndo: x\ncheck: loss < 1\n```", "nothing shows how this try is met"),
    ])
  func facts(blocks: String, words: String) throws {
    let gap = predict.replacing("loss < 0.4", with: "loss < 0.5")
    let text = blocks.hasPrefix("loss") ? gap.replacing("loss > 1.2", with: "loss > 1.1") : blocks
    let complaints = try experiment(text).complaints
    #expect(complaints.contains { $0.problem.contains(words) }, "\(complaints)")
    #expect(complaints.allSatisfy { $0.file == "lessons/99-try.md" })
    let whole = """
      ```lab
      look: The curve falls.
      ```

      ```notes
      Ask.
      ```

      ```demo
      press: space
      ```
      """
    #expect(try experiment(whole).complaints.isEmpty)
  }

  @Test("All mistakes of a file are told at once, in the order of their lines")
  func mistakes() throws {
    let text = lessonText(
      """
      ```lab
      stepps: 3
      panels: loss, lossy
      ```

      ```predict
      ask: x
      choice: a | los < 1
      choice: b | loss <> 1
      ```

      ```tri
      x
      ```

      ## Second

      ```demo
      press: Hyper
      shout: x
      ```

      ```claim
      say: x
      expect: loss < 1
      seeds: many
      ```
      """)
    let (none, first) = Lesson.read(text, file: "x.md")
    #expect(none == nil && first.map(\.problem) == ["no block is called 'tri'; is it 'try'?"])
    let (lesson, _) = Lesson.read(text.replacing("```tri", with: "```"), file: "x.md")
    let (missing, mistakes) = Experiment.read(try #require(lesson))
    #expect(missing == nil)
    let lines = mistakes.map(\.line)
    #expect(lines == lines.sorted())
    for words in ["'stepps'", "no key 'Hyper'", "no line 'shout'", "'many'"] {
      #expect(mistakes.contains { $0.problem.contains(words) }, "\(words): \(mistakes)")
    }
    // What depends on a wrong setting of the page is not told: it may be right.
    #expect(!mistakes.contains { $0.problem.contains("lossy") })
    let mended = text.replacing("```tri", with: "```").replacing("stepps: 3", with: "steps: 6")
    let second = Experiment.read(try #require(Lesson.read(mended, file: "x.md").lesson)).mistakes
    for words in ["'lossy'", "'los'", "'<>'"] {
      #expect(second.contains { $0.problem.contains(words) }, "\(words): \(second)")
    }
  }
}
