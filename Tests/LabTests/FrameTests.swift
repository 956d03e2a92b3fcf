import Foundation
import Screen
import Testing

@testable import Lab
@testable import Runs

@Suite("Any screen")
struct FrameTests {
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
      let spoken = (Spoken.position(lab.state) + LinearMenu(lab.state).lines)
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
