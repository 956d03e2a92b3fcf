import Foundation
import Screen
import Testing

@testable import Lab

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
    #expect(lab.state.overlay == .settings(SettingsTable(selection: 6)))
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

  @Test("Every action of a place stands in its palette")
  func everyAction() throws {
    let lab = try LabHarness()
    try lab.open(7)
    let texts = lab.state.paletteItems.map(\.text)
    for row in Keymap.all where row.scopes.contains(.lesson) && row.action != .palette {
      #expect(texts.contains(row.help))
    }
    for setting in Setting.catalogue {
      #expect(texts.contains { $0.hasPrefix(setting.name + ":") })
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
    #expect(lab.text.contains("'9999' is no value for steps"))
    #expect(lab.state.open?.configuration.steps == 25)
    lab.press(.escape)
    #expect(lab.state.overlay == nil)
  }

  @Test("Stepping a setting stays within what it takes, from end to end")
  func steps() throws {
    for setting in Setting.catalogue {
      for direction in [1, -1] {
        var configuration = Configuration()
        var seen = 0
        while seen < 200,
          let next = setting.value(
            after: setting.value(in: configuration), direction: direction)
        {
          try setting.set(next, in: &configuration)
          seen += 1
        }
        // What is off or automatic can only be stepped up from there.
        #expect(seen > 0 || direction < 0, "\(setting.name) cannot be stepped")
      }
    }
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
      "A knob: largest gradient norm", "Where the run stands", "Now: loss: nothing yet",
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
    #expect(lab.text.contains("⡀"))
    lab.type("g")
    #expect(lab.text.contains("Which of these rows"))
    lab.type("3")
    let isAscii = lab.text.utf8.allSatisfy { $0 < 0x80 }
    #expect(isAscii)
    #expect(lab.lab.takeRequests() == [.remember])
    #expect(lab.lab.takeRequests().isEmpty)
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

@Suite("Panes")
struct PaneTests {
  @Test("Tab goes round the panes, digits go straight to one, z gives it the screen")
  func focus() throws {
    let lab = try LabHarness()
    try lab.open(7)
    for expected in [1, 2, 0] {
      lab.press(.tab)
      #expect(lab.state.open?.focus == expected)
    }
    lab.press(.backTab)
    #expect(lab.state.open?.focus == 2)
    lab.type("3z")
    #expect(!lab.text.contains("Remember one symbol") && lab.text.contains("gradient ruler"))
    lab.type("2")
    #expect(lab.text.contains("ln 4  chance") && !lab.text.contains("gradient ruler"))
    lab.type("7")
    #expect(lab.text.contains("this page has no pane 7"))
    lab.press(.escape)
    #expect(lab.text.contains("Remember one symbol"))
  }

  @Test("At 40x12 there is one pane, at 80x24 the page and one panel, at 160x50 all of them")
  func sizes() throws {
    for (width, height, page, ruler) in [
      (40, 12, true, false), (80, 24, true, false), (160, 50, true, true),
    ] {
      let lab = try LabHarness(size: Size(width: width, height: height))
      try lab.open(7)
      #expect(lab.text.contains("Remember one symbol") == page)
      #expect(lab.text.contains("gradient ruler") == ruler)
      lab.type("3")
      #expect(lab.text.contains("gradient ruler"))
    }
  }

  @Test("A chart's cursor reads out values; zoom, scale and smoothing change it, 0 puts it back")
  func chart() throws {
    let lab = try LabHarness()
    try lab.open(7)
    lab.advance(100)
    lab.press(.character(" "))
    lab.advance(100)
    let before = lab.text
    lab.type("2")
    lab.press(.left, .left)
    #expect(lab.text.contains("update 98"))
    lab.type("m")
    #expect(lab.text.contains("loss, smoothed 0.9"))
    lab.type("o)))")
    #expect(lab.state.open?.view(of: 0).zoom == 3)
    lab.type("0")
    lab.press(.escape)
    #expect(lab.text == before)
  }

  @Test("A pass runs through the network, forward and back, and ends")
  func animation() throws {
    var state = LabState(entries: [])
    state.tick()
    let lesson = """
      ---
      title: Try
      part: Memory
      idea: try
      problem: { name: recall, steps: 4 }
      panels: [network, cell]
      keys: [steps]
      ---

      ## Page

      Text.
      """
    let experiment = try Experiment(.parse(lesson, file: "lessons/99-try.md"))
    let lab = LabInStep(state, library: TextLibrary(assets: ""))
    lab.open(experiment)
    lab.press(.character("a"))
    var state2 = lab.state
    var seen: [Float] = []
    while state2.open?.isAnimated == true {
      state2.tick()
      seen.append(state2.open?.view(of: 0).cursor ?? -1)
    }
    #expect(seen == [0, 1, 2, 3, 4, 5, 6, 7])
    let text = LabDrawing.draw(
      state2, lab.snapshot, size: Size(width: 120, height: 40), Capabilities()
    ).text()
    #expect(text.contains("back, t = 1"))
  }

  @Test("What the mouse presses does what its key does")
  func mouse() throws {
    let lab = try LabHarness()
    try lab.open(7)
    let scene = lab.lab.scene(size: lab.size, Capabilities())
    let rows = scene.grid.lines()
    for (words, action) in [
      ("? help", Action.help), ("clip c", .turn("clip", 1)), ("gradient ruler", .pane(2)),
      ("Remember one", .pane(0)),
    ] {
      let y = try #require(rows.firstIndex { $0.contains(words) })
      let place = try #require(rows[y].range(of: words)).lowerBound
      let x = columns(of: String(rows[y][..<place]))
      #expect(scene.action(atColumn: x, row: y) == action, "\(words)")
    }
    #expect(scene.action(atColumn: 500, row: 500) == nil)
  }
}

@Suite("Any screen")
struct AnyScreenTests {
  @Test("of any size, under every overlay, in every tier, is drawn within its bounds")
  func sizes() throws {
    var generator = SystemRandomNumberGenerator()
    let lab = try LabHarness()
    for keys in ["", "?", "/x", "e", "w", "g", "z", "2z"] {
      for isOpen in [false, true] {
        if isOpen { try lab.open(7) } else { lab.press(.escape, .escape, .escape) }
        lab.type(keys)
        for _ in 0..<6 {
          let size = Size(
            width: Int.random(in: 0...300, using: &generator),
            height: Int.random(in: 0...300, using: &generator))
          for tier in GlyphTier.allCases {
            let grid = lab.lab.scene(size: size, Capabilities(glyphs: tier)).grid
            #expect(grid.width == size.width && grid.height == size.height)
            for y in 0..<grid.height {
              let text = grid.row(y).compactMap { $0.character.map(String.init) }.joined()
              #expect(columns(of: text) == grid.width, "\(keys) \(size)")
            }
          }
        }
        for _ in 0..<4 { lab.press(.escape) }
      }
    }
  }

  @Test("holds no control character, whatever a lesson, a text or a name says")
  func injection() throws {
    let evil = "\u{1B}[2J\u{1B}]0;owned\u{07}\u{9B}31m\u{8}\u{202E}"
    let lesson = """
      ---
      title: "T\u{7F}itle \(evil)"
      part: "Part \(evil)"
      idea: "idea \(evil)"
      problem: { name: recall, steps: 8 }
      panels: [loss]
      keys: [steps]
      ---

      ## Page \(evil)

      Prose \(evil) **bold \(evil)**

          code \(evil)
      """
    guard let parsed = try? Experiment(.parse(lesson, file: "lessons/\(evil).md")) else { return }
    let state = LabState(entries: [
      .lesson(parsed), .broken(file: "f\(evil)", reason: "r\(evil)"),
    ])
    let lab = LabInStep(state, library: TextLibrary(assets: ""))
    func check() {
      let scene = lab.scene(size: Size(width: 120, height: 40), Capabilities())
      let spoken = (Spoken.place(lab.state) + Spoken.choices(lab.state).map(\.text))
        .map(Spoken.clean).joined()
      for text in [scene.grid.lines().joined(), spoken] {
        #expect(
          !text.unicodeScalars.contains {
            $0.properties.generalCategory == .control || $0 == "\u{202E}"
          })
      }
    }
    check()
    lab.press(.down)
    lab.press(.enter)
    check()
    lab.press(.up)
    lab.press(.enter)
    check()
    #expect(lab.state.open != nil)
    lab.press(.character("/"))
    lab.press(.paste(evil))
    check()
  }
}

@Suite("Equations")
struct EquationTests {
  @Test(
    "are set in Unicode where every index has a letter",
    arguments: [
      ("h_t = tanh(W_x x_t + W_h h_(t-1) + b)", "hₜ = tanh(Wₓ xₜ + Wₕ hₜ₋₁ + b)"),
      ("|dL/dh_1| = g^(T-1) |dL/dh_T|", "|dL/dh_1| = g⁽ᵀ⁻¹⁾ |dL/dh_T|"),
      ("f = sigma(a) * c <= 1", "f = σ(a) · c ≤ 1"), ("sigmatic", "sigmatic"), ("x^2", "x²"),
      ("a_ b", "a_ b"), ("g^(unclosed", "g^(unclosed"), ("", ""),
    ])
  func unicode(written: String, set: String) {
    #expect(EquationText.unicode(written) == set)
  }

  @Test("keep their equals signs one below the other")
  func aligned() {
    let lines = EquationText.unicode(["f_t = sigma(a_f)", "c   = f_t c_(t-1)"])
    #expect(lines == ["f_t = σ(a_f)", "c   = f_t c_(t-1)"])
    #expect(
      EquationText.unicode(["h_t = tanh(a)", "c   = 2"]) == ["hₜ  = tanh(a)", "c   = 2"])
  }
}
