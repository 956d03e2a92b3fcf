import Foundation
import Problems
import Screen
import Testing

@testable import Lab

@Suite("What a person does to a model")
struct ModelActionsTests {
  private func lab(_ number: Int, page: Int, trained updates: Int = 0) throws -> LabHarness {
    let lab = try LabHarness()
    try lab.open(number, page: page)
    if updates > 0 { lab.lab.train(updates: updates) }
    return lab
  }

  @Test("A weight that is turned changes every step, and undo turns it back to the bit")
  func nudge() throws {
    let lab = try lab(4, page: 4, trained: 60)
    let before = try #require(lab.snapshot.states)
    lab.type(".")
    #expect(lab.text.contains("choose a weight first"))
    lab.press(.character("2"), .right, .down)
    lab.type("...")
    let after = try #require(lab.snapshot.states)
    let row = lab.state.open?.view(of: 0).row ?? 0
    #expect(abs(after.weights[row * 3] - before.weights[row * 3] - 0.3) < 1e-6)
    let changed = after.weights.indices.filter { after.weights[$0] != before.weights[$0] }
    #expect(changed == [row * 3])
    // h before the first step is zero, so the first state does not read W_h; all others do.
    for step in 0..<4 {
      let own = step * 3..<(step + 1) * 3
      #expect((before.states[own] == after.states[own]) == (step == 0))
    }
    #expect(lab.snapshot.probedLoss != nil && lab.snapshot.update == 60)
    lab.type("uuu")
    #expect(
      lab.snapshot.states?.weights.map { ($0 * 1e5).rounded() }
        == before.weights.map { ($0 * 1e5).rounded() })
  }

  @Test("The check of a gradient agrees with the chain rule, for every weight of a trained network")
  func check() throws {
    let lab = try lab(6, page: 2, trained: 30)
    lab.press(.character("2"), .right)
    for _ in 0..<9 {
      lab.type("d")
      let check = try #require(lab.snapshot.check)
      #expect(
        abs(check.gradient - check.difference) < 1e-4 + 0.01 * abs(check.gradient),
        "\(check.index): \(check.gradient) and \(check.difference)")
      #expect(lab.text.contains("dL/dw: chain rule") && lab.text.contains("moved ±0.01"))
      lab.press(check.index % 3 == 2 ? .down : .right)
      if check.index % 3 == 2 { lab.press(.left, .left) }
    }
    #expect(lab.snapshot.update == 30)
    lab.type("s")
    #expect(lab.snapshot.check == nil, "a check is of the weights as they were")
  }

  @Test("Undo takes back knobs, one after the other, and starts again where that is needed")
  func undo() throws {
    let lab = try lab(7, page: 1)
    lab.type("u")
    #expect(lab.text.contains("there is nothing to undo"))
    lab.type("xc")
    #expect(lab.state.open?.configuration.cell == "lstm")
    #expect(lab.state.open?.configuration.clip == nil)
    lab.type("u")
    #expect(lab.state.open?.configuration.clip == 1 && lab.text.contains("clip 1 again"))
    lab.type("u")
    #expect(lab.state.open?.configuration.cell == "tanh")
    #expect(lab.snapshot.configuration.cell == "tanh")
    lab.type("u")
    #expect(lab.text.contains("there is nothing to undo"))
  }

  @Test("Settings are kept under a name, and taken up again")
  func kept() throws {
    let lab = try lab(7, page: 1)
    lab.type("xen")
    lab.type("my run")
    lab.press(.enter)
    #expect(lab.text.contains("nothing was kept"))
    lab.type("en")
    lab.type("my-run")
    lab.press(.enter)
    #expect(lab.lab.takeEffects().contains(.keepSettings("my-run")))
    lab.type("u")
    #expect(lab.state.open?.configuration.cell == "tanh")
    lab.press(.control("p"))
    lab.type("kept as my-run")
    lab.press(.enter)
    #expect(
      lab.state.open?.configuration.cell == "lstm" && lab.snapshot.configuration.cell == "lstm")
  }

  @Test("A marker is moved on the axis, committed to, and stays on the chart until it is measured")
  func marker() throws {
    let lab = try LabHarness(predictions: .asked)
    try lab.open(7, page: 5)
    lab.press(.character(" "))
    #expect(lab.text.contains("your marker: 0.693") && lab.text.contains("your guess"))
    lab.press(.up, .up, .down, .enter)
    let guess = try #require(lab.state.open?.record.guesses.values.first)
    #expect(abs(guess - (0.5 + 1.0 / 40) * 1.386294) < 1e-4)
    lab.press(.character(" "))
    lab.advance(1000)
    #expect(lab.text.contains("Measured: loss 1.39"), "\(lab.text)")
    let text = lab.state.progress.text
    #expect(StudentProgress(text).lessons["07-vanishing"]?.guesses.count == 1, "\(text)")
  }

  @Test("Symbols are renamed everywhere, and only symbols")
  func notation() throws {
    #expect(Notation.pytorch.rename("h = tanh(W_x x + W_h h)") == "h = tanh(W_ih x + W_hh h)")
    #expect(Notation.textbook.rename("W_hᵀ dL/dW_h, b_y, W_here") == "Uᵀ dL/dU, b_y, W_here")
    #expect(Notation.keras.rename("σ(W_f x + U_f h)") == "σ(kernel_f x + recurrent_kernel_f h)")
    let lab = try lab(4, page: 2)
    lab.type("NN")
    #expect(lab.text.contains("W_hh") && !lab.text.contains("W_h "))
    #expect(lab.lab.takeEffects().contains(.remember))
    lab.type("NN")
    #expect(lab.text.contains("W_h") && !lab.text.contains("W_hh"))
  }
}
