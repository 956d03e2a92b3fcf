/// What a decoder is fed: at each step the target, or its own prediction of the step before.
private struct Feed: RowwiseOperation {
  let logits: Tensor
  let targets: Tokens
  let isForced: Tokens
  let fed: Tokens
  let arena: Arena

  var name: String { "feed" }
  var result: Tensor? { nil }

  var forwardRows: Int? { logits.rows }
  var backwardRows: Int? { logits.rows }
  var work: Int { logits.rows * logits.columns }

  func forward(rows: Range<Int>) {
    let (fed, targets, isForced) = (arena.ids(fed), arena.ids(targets), arena.ids(isForced))
    for row in rows {
      fed[row] = isForced[row] != 0 ? targets[row] : likeliest(row)
    }
  }

  private func likeliest(_ row: Int) -> Int32 {
    let scores = arena.values(logits).advanced(by: row * logits.stride)
    var best = 0
    for column in 0..<logits.columns where scores[column] > scores[best] { best = column }
    return Int32(best)
  }

  /// Choosing an id has no gradient.
  func backward(rows: Range<Int>) {}
}

extension Tape {
  /// Records the ids that a decoder is fed at one step, [batch]: the targets where `isForced` is
  /// not zero (teacher forcing; Williams and Zipser, 1989), elsewhere the likeliest class of the
  /// logits [batch, classes] of the step before. No gradient flows through that choice.
  public func feed(after logits: Tensor, targets: Tokens, isForced: Tokens) -> Tokens {
    precondition(
      targets.count == logits.rows && isForced.count == logits.rows,
      "feed: a target and a choice for each row of logits")
    let fed = tokens(count: logits.rows)
    record(Feed(logits: logits, targets: targets, isForced: isForced, fed: fed, arena: arena))
    return fed
  }
}
