/// An operation that computes the rows of a batch apart from each other. Threads share out the rows, and
/// each goes with its own through all such operations that follow one another, without waiting for the
/// others in between.
///
/// Row `r` is the row `r` of a tensor with so many rows, and the rows `r + t * rows` of one that has them
/// for many steps: in either case a sequence's own. No other row may be written, nor read if an operation
/// of this kind has written it.
protocol RowwiseOperation: Operation {
  /// Rows that threads may share out on the way forward; nil where it must be done whole.
  var forwardRows: Int? { get }
  /// The same on the way back.
  var backwardRows: Int? { get }
  /// Multiply-adds of about the same cost, on the way forward; those on the way back are twice as many.
  var work: Int { get }
  /// Computes some rows of the result.
  func forward(rows: Range<Int>)
  /// Adds to the gradients of some rows of the inputs.
  func backward(rows: Range<Int>)
}

extension RowwiseOperation {
  func forward() {
    guard let forwardRows else { preconditionFailure("\(name) is done whole on the way forward") }
    forward(rows: 0..<forwardRows)
  }

  func backward() {
    guard let backwardRows else { preconditionFailure("\(name) is done whole on the way back") }
    backward(rows: 0..<backwardRows)
  }
}

/// What a tape does next: an operation by itself, or some of which threads share out the rows.
enum Stage {
  case whole(any Operation)
  case rowwise(Run)

  /// Operations that follow one another and have equally many rows.
  final class Run {
    let rows: Int
    private(set) var work = 0
    private(set) var operations: [any RowwiseOperation] = []

    init(rows: Int) { self.rows = rows }

    func append(_ operation: any RowwiseOperation) {
      operations.append(operation)
      work += operation.work
    }
  }

  /// The stages of `operations`, whose rows on this way are `rows`.
  static func stages(
    _ operations: some Sequence<any Operation>, rows: (any RowwiseOperation) -> Int?
  ) -> [Stage] {
    var stages: [Stage] = []
    for operation in operations {
      guard let rowwise = operation as? any RowwiseOperation, let count = rows(rowwise) else {
        stages.append(.whole(operation))
        continue
      }
      if case .rowwise(let run)? = stages.last, run.rows == count {
        run.append(rowwise)
      } else {
        let run = Run(rows: count)
        run.append(rowwise)
        stages.append(.rowwise(run))
      }
    }
    return stages
  }
}
