import Testing

@testable import Engine

@Suite("Equations of a cell")
struct CellEquationsTests {
  @Test("are printed as they are read", arguments: Cells.all)
  func roundTrip(kind: CellKind) throws {
    let equations = try CellEquations(kind.equations)
    #expect(equations.text == kind.equations)
    #expect(
      try CellEquations(equations.text).equations.map(\.expression)
        == equations.equations.map(\.expression))
    #expect(equations.states == kind.states)
  }

  @Test(
    "keep the brackets that they need",
    arguments: [
      "a - (b - h)", "a - b - h", "a / (b / h)", "a * (b + h)", "-(a * b) + h", "a * (-h)",
      "(-a) * b + h",
      "1 - (1 - h) * a * b",
    ])
  func brackets(sum: String) throws {
    let text = "a = W_a x; b = W_b x; h' = a + b + \(sum)"
    let once = try CellEquations(text)
    let again = try CellEquations(once.text)
    #expect(once.equations.map(\.expression) == again.equations.map(\.expression), "\(once.text)")
  }

  @Test(
    "have their mistakes told with line and column",
    arguments: [
      ("h' = tanh(W_h x", 1, 16, "the bracket of column 10 is not closed"),
      ("h' = tanh(W_h x))", 1, 17, "the equation should end here"),
      ("z = sigmoid(W_z x)", 1, 1, "no equation defines h'"),
      ("z = sigmoid(W_z x)\nh' = z + q", 2, 10, "q is not defined; allowed: x, h, z"),
      ("h' = z * h\nz = sigmoid(W_z x)", 1, 6, "z is used before it is defined"),
      ("z = sigmoid(W_z x)\nh' = W_h x", 1, 1, "z is defined and never used"),
      ("h = W_h x", 1, 1, "the one after it is h'"),
      ("x = W_h x", 1, 1, "x is what comes in"),
      ("h' = W_h x + x", 1, 14, "x has a size of its own"),
      ("h' = W_h x * sine(h)", 1, 14, "there is no function 'sine'; allowed: sigmoid, tanh"),
      ("h' = W_h + h", 1, 10, "the matrix W_h multiplies what follows it"),
      ("h' = W x", 1, 6, "a matrix has an index: W_h"),
      ("h' = W_h x + W_h h", 1, 14, "the matrix W_h occurs twice"),
      ("h' = W_h x h", 1, 12, "the equation should end here"),
      ("h' = h c_h", 1, 8, "a sign is missing"),
      ("h' = h ⊙ h", 1, 8, "* is the elementwise product"),
      ("h' = W_h x + c", 1, 14, "c is used, and no equation defines c'"),
      ("c' = W_c x\nh' = tanh(c')", 1, 1, "c is used nowhere"),
      ("h' = W_h x; h' = h", 1, 13, "h' is defined twice"),
      ("", 1, 1, "there is no equation"),
      ("tanh = W_h x", 1, 1, "it is a function or a matrix"),
      ("h' = sigmoid", 1, 13, "in brackets"),
      ("h' h", 1, 4, "after h' comes ="),
    ])
  func mistakes(text: String, line: Int, column: Int, message: String) throws {
    let error = #expect(throws: EquationError.self) { try CellEquations(text) }
    #expect(
      error?.position == EquationPosition(line: line, column: column), "\(error?.description ?? "")"
    )
    #expect(error?.message.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test("never trap, whatever the text")
  func fuzz() throws {
    let pieces = [
      "h'", "h", "c", "c'", "x", "W_h", "U_h", "b_h", "=", "+", "-", "*", "/", "(", ")", ";", "\n",
      "1",
      "0.5", "sigmoid", "tanh(", "z", "f'", "h~", "é", "\u{0}", "1e999", "_", "''", "W_", "(((((",
    ]
    var random = Random(seed: 3)
    var accepted = 0
    for _ in 0..<20_000 {
      let count = 1 + random.integer(below: 14)
      let text = (0..<count).map { _ in pieces[random.integer(below: pieces.count)] }.joined(
        separator: " ")
      if let equations = try? CellEquations("h' = W_q x + " + text) {
        accepted += 1
        #expect(throws: Never.self) { try CellEquations(equations.text) }
      }
    }
    #expect(accepted > 10)
    #expect(throws: EquationError.self) {
      try CellEquations(String(repeating: "h' = h\n", count: 900))
    }
    let deep = String(repeating: "(", count: 1000) + "h" + String(repeating: ")", count: 1000)
    #expect(throws: EquationError.self) { try CellEquations("h' = " + deep) }
  }

  @Test("tell the gates, what they do and what they lie between")
  func gates() throws {
    func roles(_ name: String) throws -> [String] {
      try #require(Cells.named(name)).cellEquations.gates.map {
        "\($0.symbol) \($0.role.rawValue)\($0.canBeClamped ? "" : " unclamped")"
      }
    }
    #expect(try roles("lstm") == ["i write", "f keep", "g candidate unclamped", "o output"])
    #expect(try roles("gru") == ["r reset", "z keep", "n candidate unclamped"])
    #expect(try roles("gru-textbook") == ["z write", "r reset", "h~ candidate unclamped"])
    #expect(try roles("mingru") == ["z write", "h~ candidate unclamped"])
    #expect(try roles("minlstm") == ["f' keep", "i' write", "h~ candidate unclamped"])
    #expect(try roles("tanh") == [])
  }

  @Test("say of every compiled cell what its row says", arguments: Cells.all)
  func rows(kind: CellKind) {
    let equations = kind.cellEquations
    #expect(equations.recurrentMatrices.isEmpty == !kind.isRecurrent)
    #expect(equations.inputMatrices.count == kind.gates.count)
    #expect(equations.vectors.count == kind.gates.count * (kind.hasTwoBiases ? 2 : 1))
    let gates = equations.gates
    let forget = kind.forgetGate.map { kind.gates[$0] }
    let keeper = gates.first { $0.role == .keep } ?? gates.first(where: \.weighsByComplement)
    #expect(keeper?.symbol == forget)
    #expect((keeper?.weighsByComplement ?? false) == kind.forgetsByWriting)
  }
}
