/// A layer's weights as the numbers of its cell's equations.
extension RecurrenceWeights {
  /// The interpreter of the cell with the weights as they are now, so that a layer that trains can
  /// be followed number by number.
  public func interpreter(in parameters: Parameters) -> EquationInterpreter {
    var interpreter = EquationInterpreter(
      cell.cellEquations, inputs: input.columns, hidden: hidden)
    for (name, parameter, range) in namedRanges {
      let values = parameters.values(of: parameter)[range].map { Double($0) }
      if interpreter.matrices[name] != nil {
        interpreter.matrices[name] = values
      } else {
        interpreter.vectors[name] = values
      }
    }
    return interpreter
  }

  /// Which numbers of which parameter each matrix and vector of the equations is. Those that a
  /// layer does not have, as biases, are left out: they are zero.
  var namedRanges: [(name: String, parameter: Parameter, range: Range<Int>)] {
    let equations = cell.cellEquations
    var ranges: [(String, Parameter, Range<Int>)] = []
    func add(_ names: [String], _ parameter: Parameter?, width: Int) {
      guard let parameter else { return }
      let size = hidden * width
      for (block, name) in names.enumerated() {
        ranges.append((name, parameter, block * size..<(block + 1) * size))
      }
    }
    add(equations.inputMatrices, input, width: input.columns)
    if cell.isOwn {
      add(equations.drawnRecurrentMatrices, recurrent, width: hidden)
      for (name, vector) in zip(equations.vectors, vectors) { add([name], vector, width: 1) }
      return ranges
    }
    add(equations.recurrentMatrices, recurrent, width: hidden)
    add(cell.inputBiases, inputBias, width: 1)
    add(cell.recurrentBiases, recurrentBias, width: 1)
    return ranges
  }
}

extension CellEquations {
  /// The matrices that do not multiply x, in the order in which a layer draws and stacks them:
  /// those of one operand together.
  public var drawnRecurrentMatrices: [String] { CellProgram(self).recurrentMatrices }
}

extension CellKind {
  /// The vectors of a compiled cell that are its first bias, in the order of the gates: of two that
  /// are added in one sum the first belongs to the input.
  public var inputBiases: [String] { biases(from: 0) }
  /// Those that are its second bias; none where there is one.
  public var recurrentBiases: [String] { hasTwoBiases ? biases(from: 1) : [] }

  private func biases(from first: Int) -> [String] {
    let stride = hasTwoBiases ? 2 : 1
    return cellEquations.vectors.enumerated().filter { $0.offset % stride == first }
      .map(\.element)
  }

  /// What the vector `name` of a cell that is given by its equations alone begins with where the
  /// forget gate's biases add up to `total`; nil where it is none of them.
  public func forgetShare(of name: String, total: Double) -> Double? {
    forgetVectors.firstIndex(of: name).map { $0 == 0 ? total : 0 }
  }
}
