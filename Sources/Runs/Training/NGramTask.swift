import Engine
import Problems

/// The held-out bits per character of a counting model of one order, and with the highest what it
/// writes and the words that the text has.
struct NGramTask: JobTask {
  /// The highest order that is counted.
  static let highest = 4
  /// Characters that it writes.
  private static let sampleLength = 600

  private let corpus: Corpus
  private let order: Int
  private(set) var output = (bits: Float.nan, sample: "", words: Set<String>())
  private(set) var hasWork = true

  var progress: Int { hasWork ? 0 : 1 }

  mutating func advance() {
    output.bits = NGramModel.heldOutBits(of: corpus, order: order)
    if order == Self.highest {
      output.sample = written()
      output.words = Set(Problems.words(of: corpus.text(corpus.training + corpus.heldOut)))
    }
    hasWork = false
  }

  /// A text drawn from the counts, from the beginning of a line where the text has lines.
  private func written() -> String {
    let model = NGramModel(corpus.training, size: corpus.vocabulary.count, order: order)
    var random = Random(seed: 1, stream: 4)
    let newline = corpus.vocabulary.firstIndex(of: "\n").map { Int32($0) } ?? 0
    return corpus.text(
      model.write(Self.sampleLength, after: [newline], sampling: Sampling(), using: &random))
  }

  /// The counts of orders 0 to `highest` over `corpus`.
  static func job(_ corpus: Corpus) -> Job<NGramTask> {
    Job(count: highest + 1) { NGramTask(corpus: corpus, order: $0) }
  }

  /// Adds the orders of `corpus` to a tally, one after another, on so many threads, and shows it
  /// after each.
  static func count(_ corpus: Corpus, threads: Int, each: (Counting) -> Void) {
    var counting = Counting()
    job(corpus).finish(threads: threads) { _, own in
      counting.bits.append(own.bits)
      (counting.sample, counting.words) = (own.sample, own.words)
      each(counting)
      return true
    }
  }

  private init(corpus: Corpus, order: Int) { (self.corpus, self.order) = (corpus, order) }
}
