/// An operation of a model's computation, forward and backward.
protocol Operation {
  /// The name in messages, such as `rnn` or `cross-entropy`.
  var name: String { get }
  /// Its result; nil if it has none.
  var result: Tensor? { get }
  /// Computes the result from its inputs.
  func forward()
  /// Adds to the gradients of its inputs, from the gradient of its result.
  func backward()
}

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
