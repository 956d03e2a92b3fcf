import Problems

/// The held-out bits per character of a counting model of one order.
struct NGramTask: JobTask {
  private let corpus: Corpus
  private let order: Int
  private(set) var output = Float.nan
  private(set) var hasWork = true

  var progress: Int { hasWork ? 0 : 1 }

  mutating func advance() {
    output = NGramModel.heldOutBits(of: corpus, order: order)
    hasWork = false
  }

  /// The counts of orders 0 to 4 over `corpus`.
  static func job(_ corpus: Corpus) -> Job<NGramTask> {
    Job(count: 5) { NGramTask(corpus: corpus, order: $0) }
  }

  private init(corpus: Corpus, order: Int) { (self.corpus, self.order) = (corpus, order) }
}
