import Engine
import Problems

extension ModelKind {
  /// How often each symbol followed the last few.
  static let nGram = ModelKind(
    name: "ngram", title: "n-gram counts",
    about: "how often each symbol followed the last few: counted, not trained",
    settings: ["order"], learnsByDescent: false, carriesState: { _ in true },
    takes: { $0.input == .symbols && $0.output == .classPerStep && $0.predictsNext },
    make: { parts in
      CountingModel(
        parts.sequences, order: parts.configuration.order, sequences: parts.configuration.batch)
    })
}

/// Counts as a language model, with its problem: an update counts a batch, after its loss was
/// measured.
final class CountingModel: SequenceTrainable {
  private(set) var problem: any Problem
  private let counts: NGramCounts
  private var batch = Batch()
  private var histories: NGramHistories
  private(set) var updateCount = 0

  /// No counts yet, of contexts of up to `order` symbols.
  init(_ problem: any Problem, order: Int, sequences: Int) {
    self.problem = problem
    histories = NGramHistories(sequences: sequences)
    counts = NGramCounts(size: problem.symbols.count, order: order)
  }

  var baselines: [Baseline] { problem.baselines }
  var carriesState: Bool { true }
  var isCausal: Bool { true }

  var position: Int {
    get { problem.position }
    set { problem.position = newValue }
  }

  func load(using random: inout Random) {
    problem.fill(&batch, using: &random)
  }

  func update() -> ModelUpdate {
    updateCount += 1
    let (before, classes) = (histories, batch.classes)
    let answers = counts.answers(to: batch, &histories)
    var contexts = before
    contexts.walk(batch, order: counts.order) { row, context in
      counts.count(classes[row], after: context)
    }
    return ModelUpdate(number: updateCount, loss: answers.loss)
  }

  func probe() -> ModelUpdate {
    var histories = histories
    return ModelUpdate(number: 0, loss: counts.answers(to: batch, &histories).loss)
  }

  func runner(steps: Int, batch: Int, atEveryStep: Bool) -> any SequenceRunner {
    NGramRunner(counts, sequences: batch)
  }

  func stored() -> SafeTensors {
    let rows = counts.rows
    let columns = counts.order + 3
    return SafeTensors(
      tensors: [
        "counts": StoredTensor(shape: [rows.count, columns], rows.flatMap(\.self)),
        "histories": histories.stored(order: counts.order),
      ], metadata: ["updates": String(updateCount)])
  }

  func load(_ file: SafeTensors, reserved: [String]) throws(CheckpointError) {
    let columns = counts.order + 3
    guard let rows = file.tensors["counts"], let own = file.tensors["histories"],
      rows.dtype == .float32, own.dtype == .float32, rows.shape.count == 2,
      rows.shape[1] == columns,
      let updates = file.metadata["updates"].flatMap({ Int($0) }), updates >= 0,
      counts.take(rows.floats, columns: columns),
      let kept = NGramHistories(own, order: counts.order, size: counts.size),
      own.shape.first == histories.count
    else { throw CheckpointError("holds no counts of order \(counts.order)") }
    (histories, updateCount) = (kept, updates)
  }
}

/// Runs counts over sequences that are not counted.
private final class NGramRunner: SequenceRunner {
  private let counts: NGramCounts
  private var histories: NGramHistories

  init(_ counts: NGramCounts, sequences: Int) {
    self.counts = counts
    histories = NGramHistories(sequences: sequences)
  }

  func run(_ examples: Batch) -> SequenceAnswers { counts.answers(to: examples, &histories) }
}

/// The last symbols of every sequence of a batch, which the next batch goes on from.
struct NGramHistories {
  private var last: [[Int32]]

  /// No symbols yet of `sequences` sequences.
  init(sequences: Int) { last = [[Int32]](repeating: [], count: sequences) }

  /// Goes through a batch step by step; `visit` gets the row of each answer and the symbols up to
  /// it, at most `order` of them.
  mutating func walk(_ batch: Batch, order: Int, _ visit: (Int, ArraySlice<Int32>) -> Void) {
    let sequences = last.count
    if batch.startsAnew { self = NGramHistories(sequences: sequences) }
    for (row, id) in batch.ids.enumerated() {
      last[row % sequences].append(id)
      visit(row, last[row % sequences].suffix(order))
    }
    for sequence in last.indices { last[sequence] = last[sequence].suffix(max(1, order)) }
  }

  /// Sequences.
  var count: Int { last.count }

  /// The histories as a tensor, [sequences, order], -1 where a sequence has no such symbol yet.
  func stored(order: Int) -> StoredTensor {
    let width = max(1, order)
    return StoredTensor(
      shape: [last.count, width],
      last.flatMap { history in
        [Float](repeating: -1, count: width - history.count) + history.map { Float($0) }
      })
  }

  /// What `stored` gave; nil where it is of another order or holds symbols that do not exist.
  init?(_ tensor: StoredTensor, order: Int, size: Int) {
    let width = max(1, order)
    guard tensor.shape.count == 2, tensor.shape[1] == width,
      tensor.floats.allSatisfy({ $0 >= -1 && $0 < Float(size) && $0 == $0.rounded() })
    else { return nil }
    last = (0..<tensor.shape[0]).map { sequence in
      tensor.floats[sequence * width..<(sequence + 1) * width].filter { $0 >= 0 }.map { Int32($0) }
    }
  }
}

extension NGramCounts {
  /// What the counts say of every step of a batch.
  fileprivate func answers(to batch: Batch, _ histories: inout NGramHistories) -> SequenceAnswers {
    var (logits, shares): ([Float], [Float]) = ([], [])
    var cost = 0.0
    histories.walk(batch, order: order) { row, context in
      let probabilities = probabilities(after: context)
      shares += probabilities.map { Float($0) }
      logits += probabilities.map { logarithm(Float($0)) }
      if batch.classes.indices.contains(row) {
        cost -= Double(logarithm(Float(probabilities[Int(batch.classes[row])])))
      }
    }
    let loss = Float(cost / Double(max(1, batch.classes.count)))
    return SequenceAnswers(outputs: logits, probabilities: shares, loss: loss)
  }
}
