/// An operation that computes the rows of a batch independently. The rows are split over threads,
/// and each thread takes its own through all such operations that follow one another, without
/// waiting for the others in between.
///
/// Row `r` is row `r` of a tensor with that many rows, and the rows `r + t * rows` of one that has
/// them for many steps: in either case those of one sequence. No other row may be written, nor read
/// if an operation of this kind has written it.
protocol RowwiseOperation: Operation {
  /// Rows that may be split over threads in the forward pass; nil if the operation must run whole.
  var forwardRows: Int? { get }
  /// The same for the backward pass.
  var backwardRows: Int? { get }
  /// The cost of the forward pass in multiply-adds; the backward pass costs twice as much.
  var work: Int { get }
  /// Computes some rows of the result.
  func forward(rows: Range<Int>)
  /// Adds to the gradients of some rows of the inputs.
  func backward(rows: Range<Int>)
}

extension RowwiseOperation {
  func forward() {
    guard let forwardRows else { preconditionFailure("\(name) must implement forward()") }
    forward(rows: 0..<forwardRows)
  }

  func backward() {
    guard let backwardRows else { preconditionFailure("\(name) must implement backward()") }
    backward(rows: 0..<backwardRows)
  }
}

/// A stage of a pass: an operation by itself, or several whose rows are split over threads.
enum Stage {
  case whole(any Operation)
  case rowwise(Run)

  /// Operations that follow one another and have the same number of rows.
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

  /// The stages of `operations` in a pass where their rows are `rows`.
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
