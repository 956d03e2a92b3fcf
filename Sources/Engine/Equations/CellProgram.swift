/// A cell's equations as a list of instructions for whole rows of units: what a layer whose cell is
/// given by equations alone goes through at every step, forward from the first instruction and
/// backward from the last (`ProgramSteps`).
///
/// `EquationInterpreter` computes the same number by number and is the one to read first. Here the
/// nodes of the equations get addresses, matrices that multiply the same thing become one product,
/// and what the backward pass does not need is not kept.
struct CellProgram: Sendable {
  /// Where the value of a node is.
  enum Storage: Sendable, Equatable {
    /// What comes in: only matrices read it.
    case input
    /// W x, the j-th of the matrices on x.
    case inputProduct(Int)
    /// Matrix j of product p.
    case product(Int, Int)
    /// State s before the step, and after it.
    case before(Int)
    case after(Int)
    /// A learned vector, or a number: the same at every step and in every sequence.
    case vector(Int)
    case number(Int)
    /// A register that keeps its value at every step for the backward pass and for the eye.
    case kept(Int)
    /// A register that the next step overwrites.
    case passing(Int)
  }

  /// Matrices that multiply the same operand.
  struct Product: Sendable, Equatable {
    /// The node that they multiply.
    let operand: Int
    var matrices: [String]
  }

  /// What an instruction does.
  enum Code: Sendable, Equatable {
    /// All matrices of product `a`.
    case multiply
    case combine(Expression.Operator)
    case apply(CellFunction)
    case negative
  }

  /// One operation on rows; numbers are nodes.
  struct Instruction: Sendable {
    let code: Code
    let result: Int
    let a: Int
    let b: Int
    /// Whether the gradients of a and of b are added to what is there; else they are overwritten.
    var addsToA = true
    var addsToB = true
  }

  let instructions: [Instruction]
  /// Where each node is.
  let storage: [Storage]
  let products: [Product]
  let inputMatrices: [String]
  let vectors: [String]
  let numbers: [Double]
  let states: [String]
  /// The nodes of the gates.
  let gates: [Int]
  /// Registers that are kept, and that pass.
  let keptCount: Int
  let passingCount: Int

  /// The matrices that do not multiply x, in the order of their products.
  var recurrentMatrices: [String] { products.flatMap(\.matrices) }

  init(_ equations: CellEquations) {
    let nodes = EquationNode.all(of: equations)
    var layout = Layout(nodes, equations)
    let products = Self.products(nodes)
    for (p, product) in products.enumerated() {
      for (j, matrix) in product.matrices.enumerated() {
        layout.put(matrix, in: .product(p, j))
      }
    }
    layout.addRegisters()
    self.products = products
    inputMatrices = equations.inputMatrices
    vectors = equations.vectors
    states = equations.states
    (storage, numbers) = (layout.storage, layout.numbers)
    gates = equations.gates.map { layout.symbols[$0.symbol] ?? 0 }
    (keptCount, passingCount) = (layout.keptCount, layout.passingCount)
    instructions = Self.instructions(nodes, products, layout.storage)
  }

  /// The products of everything but x, those of the same operand together.
  private static func products(_ nodes: [EquationNode]) -> [Product] {
    var products: [Product] = []
    for node in nodes {
      guard case .product(let matrix, let operand) = node.kind, nodes[operand].kind != .input
      else { continue }
      if let known = products.firstIndex(where: { $0.operand == operand }) {
        products[known].matrices.append(matrix)
      } else {
        products.append(Product(operand: operand, matrices: [matrix]))
      }
    }
    return products
  }

  private static func instructions(
    _ nodes: [EquationNode], _ products: [Product], _ storage: [Storage]
  ) -> [Instruction] {
    var list: [Instruction] = []
    for (index, node) in nodes.enumerated() {
      switch node.kind {
      case .input, .state, .vector, .number: break
      case .product(_, let operand):
        guard case .product(let p, 0) = storage[index] else { break }
        list.append(Instruction(code: .multiply, result: index, a: operand, b: p))
      case .apply(let function, let a):
        list.append(Instruction(code: .apply(function), result: index, a: a, b: a))
      case .negative(let a):
        list.append(Instruction(code: .negative, result: index, a: a, b: a))
      case .combine(let sign, let a, let b):
        list.append(Instruction(code: .combine(sign), result: index, a: a, b: b))
      }
    }
    return withGradientsBegun(list, storage)
  }

  /// Marks which instruction is the first, going backward, to write a gradient of a step. Those
  /// of states and of vectors begin elsewhere, and a product adds to its operand's.
  private static func withGradientsBegun(
    _ list: [Instruction], _ storage: [Storage]
  ) -> [Instruction] {
    var begun: Set<Int> = []
    for (index, kind) in storage.enumerated() {
      switch kind {
      case .before, .after, .vector: begun.insert(index)
      case .input, .inputProduct, .product, .number, .kept, .passing: break
      }
    }
    var result = list
    for index in list.indices.reversed() {
      let (a, b) = (list[index].a, list[index].b)
      result[index].addsToA = !begun.insert(a).inserted
      guard case .combine = list[index].code else { continue }
      result[index].addsToB = !begun.insert(b).inserted
    }
    return result
  }
}

/// Decides where the value of every node of a cell's equations is kept.
private struct Layout {
  private let nodes: [EquationNode]
  private let equations: CellEquations
  private(set) var storage: [CellProgram.Storage]
  private(set) var numbers: [Double] = []
  private(set) var symbols: [String: Int] = [:]
  private(set) var keptCount = 0
  private(set) var passingCount = 0

  init(_ nodes: [EquationNode], _ equations: CellEquations) {
    (self.nodes, self.equations) = (nodes, equations)
    storage = nodes.map { _ in .input }
    for (index, node) in nodes.enumerated() {
      if let symbol = node.symbol { symbols[symbol] = index }
    }
  }

  /// Keeps what the matrix `matrix` gives in `own`.
  mutating func put(_ matrix: String, in own: CellProgram.Storage) {
    for (index, node) in nodes.enumerated() {
      if case .product(matrix, _) = node.kind { storage[index] = own }
    }
  }

  /// Finds storage for everything but the products that have theirs already.
  mutating func addRegisters() {
    let needed = neededBackward()
    for (index, node) in nodes.enumerated() {
      switch node.kind {
      case .input: storage[index] = .input
      case .state(let name): storage[index] = .before(equations.states.firstIndex(of: name) ?? 0)
      case .vector(let name): storage[index] = .vector(equations.vectors.firstIndex(of: name) ?? 0)
      case .number(let value):
        storage[index] = .number(numbers.count)
        numbers.append(value)
      case .product(let matrix, let operand):
        guard nodes[operand].kind == .input else { break }
        storage[index] = .inputProduct(equations.inputMatrices.firstIndex(of: matrix) ?? 0)
      case .apply, .negative, .combine: addRegister(index, isKept: needed.contains(index))
      }
    }
    for (s, state) in equations.states.enumerated() {
      guard let node = symbols[state + "'"] else { continue }
      storage[node] = .after(s)
    }
  }

  private mutating func addRegister(_ index: Int, isKept: Bool) {
    if let symbol = nodes[index].symbol, equations.states.contains(where: { $0 + "'" == symbol }) {
      return
    }
    if isKept || nodes[index].symbol != nil {
      storage[index] = .kept(keptCount)
      keptCount += 1
    } else {
      storage[index] = .passing(passingCount)
      passingCount += 1
    }
  }

  /// The nodes whose values the backward pass reads: factors, and what a function was of or gave.
  private func neededBackward() -> Set<Int> {
    var needed: Set<Int> = []
    for (index, node) in nodes.enumerated() {
      switch node.kind {
      case .product(_, let a): needed.insert(a)
      case .apply(.softplus, let a): needed.insert(a)
      case .apply: needed.insert(index)
      case .combine(.times, let a, let b), .combine(.over, let a, let b):
        needed.formUnion([a, b])
      case .input, .state, .vector, .number, .negative, .combine: break
      }
    }
    return needed
  }
}
