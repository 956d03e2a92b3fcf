/// A stage of a pass: an operation by itself, or several whose rows are split over threads.
///
/// Passes go over references: a stage that held the operation itself would copy it at every turn,
/// with a call to find out how large it is, which took 3 % of the smallest model's time.
enum Stage {
  case whole(Whole)
  case rowwise(Run)

  /// An operation by itself.
  final class Whole {
    let operation: any Operation

    init(_ operation: any Operation) { self.operation = operation }
  }

  /// Operations that follow one another and have the same number of rows.
  final class Run {
    let rows: Int
    private(set) var work = 0
    private(set) var operations: [Rowwise] = []

    init(rows: Int) { self.rows = rows }

    func append(_ operation: any RowwiseOperation) {
      operations.append(Rowwise(operation))
      work += operation.work
    }
  }

  /// An operation of a run.
  final class Rowwise {
    let operation: any RowwiseOperation

    init(_ operation: any RowwiseOperation) { self.operation = operation }
  }

  /// The stages of `operations` in a pass where their rows are `rows`.
  static func stages(
    _ operations: some Sequence<any Operation>, rows: (any RowwiseOperation) -> Int?
  ) -> [Stage] {
    var stages: [Stage] = []
    for operation in operations {
      guard let rowwise = operation as? any RowwiseOperation, let count = rows(rowwise) else {
        stages.append(.whole(Whole(operation)))
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
