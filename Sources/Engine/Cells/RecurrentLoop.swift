/// The loop over time, for every cell: where everything is that it reads and writes.
///
/// Threads share out the sequences of a batch, each going through all steps with its own.
struct RecurrentLoop {
  let steps: Int
  let batch: Int
  let hidden: Int
  let isReversed: Bool
  /// Valid steps of each sequence; nil where all have all.
  let lengths: Ids?
  /// Columns of the gates' rows, and of one gate.
  let columns: Int
  let padded: Int
  /// Where each row of W_x x + b is; nil where the gates hold them already.
  let inputs: IndexedRows?
  /// The first of the columns of the gates that see a gated state.
  let gatedStateColumn: Int
  /// Numbers from one row of states, and of saved activations, to the next.
  let stateStride: Int
  let savedStride: Int
  let values: Arenas
  let gradients: Arenas
  let recurrentBias: Floats?
  /// W_h of the gates that see h, and of those that see a gated state.
  let recurrentProjection: Projection?
  let gatedStateProjection: Projection?

  /// Where the numbers are: values, or gradients.
  struct Arenas {
    let gates: Floats
    let recurrent: Floats
    let gatedState: Floats
    let saved: Floats
    let states: Floats
  }

  /// The steps in the order in which they are read, or the other way round.
  @inline(__always)
  func order(isReversed: Bool) -> StrideTo<Int> {
    isReversed ? stride(from: steps - 1, to: -1, by: -1) : stride(from: 0, to: steps, by: 1)
  }

  /// Numbers of all sequences' states at one step.
  @inline(__always)
  var block: Int { batch * stateStride }
  /// Where the states before, and after, `step` begin.
  @inline(__always)
  func before(_ step: Int) -> Int { (isReversed ? step + 1 : step) * block }
  @inline(__always)
  func after(_ step: Int) -> Int { (isReversed ? step : step + 1) * block }

  @inline(__always)
  func isValid(_ step: Int, _ sequence: Int) -> Bool {
    guard let lengths else { return true }
    return step < Int(lengths[sequence])
  }

  /// Copies the rows of W_x x + b to where the gates of `step` are, unless they are there already.
  @inline(__always)
  func copyInputs(_ step: Int, _ sequences: Range<Int>) {
    guard let inputs else { return }
    let a = values.gates.advanced(by: step * batch * columns)
    for sequence in sequences {
      a.advanced(by: sequence * columns).copy(
        from: inputs.base.advanced(by: Int(inputs.indices[step * batch + sequence]) * columns),
        count: columns)
    }
  }

  /// Calls `body` with sequences side by side that have all reached their end at `step`, or that
  /// all have not, one run after the other.
  @inline(__always)
  func forEachRun(
    _ step: Int, _ sequences: Range<Int>, _ body: (_ run: Range<Int>, _ isValid: Bool) -> Void
  ) {
    guard lengths != nil else { return body(sequences, true) }
    var first = sequences.lowerBound
    while first < sequences.upperBound {
      let isValid = isValid(step, first)
      var end = first + 1
      while end < sequences.upperBound, self.isValid(step, end) == isValid { end += 1 }
      body(first..<end, isValid)
      first = end
    }
  }
}
