import Engine
import Foundation
import Testing

@testable import Problems

@Suite("Problems")
struct ProblemTests {
  static let text = String(repeating: "the sea, the sea! a boat on the sea.\n", count: 60)

  static func corpus(_ text: String = text) throws -> Corpus {
    try Corpus(bytes: Array(text.utf8), name: "text")
  }

  /// What the problem reads, where a file could hold it.
  static func data(_ kind: ProblemKind) throws -> ProblemData? {
    switch kind.reads {
    case .text: .text(try corpus())
    case .labelled: .labelled(.generated)
    case .pairs: .pairs(.french)
    case nil: kind.ownText.map { .text($0()) }
    }
  }

  static let sequences = ProblemKind.all.filter(\.signature.isSequence)

  /// The problem called `name`, made from its own data.
  static func instance(_ name: String, _ options: ProblemOptions) throws -> ProblemInstance {
    let kind = try #require(ProblemKind.named(name))
    return kind.make(options, try data(kind))
  }

  @Test(
    "Every problem of sequences fills the same batch from the same seed, and ids stay in range",
    arguments: sequences.map(\.name))
  func fills(name: String) throws {
    let options = ProblemOptions(steps: 12, batch: 6)
    guard case .sequences(var one) = try Self.instance(name, options),
      case .sequences(var two) = try Self.instance(name, options)
    else {
      Issue.record("\(name) is no problem of sequences")
      return
    }
    var (first, second) = (Batch(), Batch())
    var (a, b) = (Random(seed: 4), Random(seed: 4))
    for _ in 0..<20 {
      one.fill(&first, using: &a)
      two.fill(&second, using: &b)
      #expect(first.ids == second.ids && first.features == second.features)
      #expect(first.classes == second.classes && first.values == second.values)
      let answers = one.asksEveryStep ? 72 : 6
      switch one.input {
      case .ids(let count), .words(let count):
        #expect(first.ids.count == 72 && first.ids.allSatisfy { $0 >= 0 && $0 < count })
      case .features(let count): #expect(first.features.count == 72 * count)
      }
      switch one.output {
      case .classes(let count):
        #expect(first.classes.count == answers)
        #expect(first.classes.allSatisfy { $0 >= 0 && $0 < count })
      case .values(let count): #expect(first.values.count == answers * count)
      }
    }
    #expect(one.baselines.map(\.value) == one.baselines.map(\.value).sorted(by: >))
  }

  @Test("Recall asks for the first symbol, and all else is noise")
  func recall() {
    var problem = Recall(steps: 9, batch: 50)
    var batch = Batch()
    var random = Random(seed: 1)
    problem.fill(&batch, using: &random)
    #expect(Array(batch.ids[..<50]) == batch.classes)
    #expect(batch.ids[50...].allSatisfy { $0 >= 4 })
    #expect(Set(batch.classes) == [0, 1, 2, 3])
    #expect(abs(problem.baselines[0].value - Float(log(4.0))) < 1e-6)
  }

  /// The variance of 20 000 sums is known to 1.5 %; the bound is three times that.
  @Test("Adding marks one number in each half, and its variance is 1/6")
  func adding() {
    var problem = Adding(steps: 10, batch: 200)
    var batch = Batch()
    var random = Random(seed: 1)
    var squares = 0.0
    for _ in 0..<100 {
      problem.fill(&batch, using: &random)
      for sequence in 0..<200 {
        let marked = (0..<10).filter { batch.features[2 * ($0 * 200 + sequence) + 1] == 1 }
        #expect(marked.count == 2 && marked[0] < 5 && marked[1] >= 5)
        let sum = marked.reduce(Float(0)) { $0 + batch.features[2 * ($1 * 200 + sequence)] }
        #expect(sum == batch.values[sequence])
        squares += Double((sum - 1) * (sum - 1))
      }
    }
    #expect(abs(squares / 20_000 - 1.0 / 6) < 0.0075)
  }

  @Test("Characters go on where the last window ended, and ask for the next one")
  func characters() throws {
    let corpus = try Self.corpus()
    var problem = Characters(corpus, steps: 10, batch: 2)
    var batch = Batch()
    var random = Random(seed: 1)
    var read: [Int32] = []
    for window in 0..<5 {
      problem.fill(&batch, using: &random)
      #expect(batch.startsAnew == (window == 0))
      for step in 0..<10 {
        read.append(batch.ids[2 * step])
        #expect(batch.classes[2 * step] == corpus.training[read.count])
      }
    }
    #expect(read == Array(corpus.training[..<50]))
  }

  @Test("Held-out windows read the held-out part in order, once")
  func heldOut() throws {
    let corpus = try Self.corpus()
    let windows = HeldOutWindows(corpus, steps: 7, batch: 2, most: 5)
    var batch = Batch()
    var stream: [Int32] = []
    for index in 0..<windows.count {
      windows.fill(&batch, window: index)
      stream += (0..<7).map { batch.ids[$0 * windows.batch] }
    }
    #expect(stream == Array(corpus.heldOut[..<(7 * windows.count)]))
  }
}

@Suite("Texts")
struct CorpusTests {
  @Test(
    "A text that cannot be learned is refused in one line",
    arguments: [
      ("", "is empty"), ("a\0b", "holds binary data (a zero byte at byte 2), not text"),
      (String(repeating: "x", count: 500), "has only one distinct character, x"),
      ("too short", "is too short: it has 9 characters, and 200 are needed"),
    ])
  func refused(text: String, reason: String) {
    let error = #expect(throws: CorpusError.self) { try ProblemTests.corpus(text) }
    #expect(error?.description == "text: \(reason)")
  }

  @Test("Bytes that are no UTF-8 are refused, with the first one's position")
  func invalid() {
    let bytes = Array("abc".utf8) + [0xC3, 0x28] + Array(repeating: UInt8(97), count: 300)
    let error = #expect(throws: CorpusError.self) { try Corpus(bytes: bytes, name: "text") }
    #expect(
      error?.reason.hasPrefix("is not UTF-8 text (byte 4 is 0xC3); if it is Windows-1252") == true)
  }

  @Test("A missing file and a folder are refused in one line")
  func files() {
    let missing = #expect(throws: CorpusError.self) { try DataFile("/no/such/file") }
    #expect(missing?.description == "/no/such/file: no such file")
    let folder = #expect(throws: CorpusError.self) { try DataFile("/") }
    #expect(folder?.description == "/: is a folder, not a text")
  }

  @Test("Line ends of Windows, a byte-order mark and any script are read")
  func normalized() throws {
    let line = "\u{FEFF}".isEmpty ? "" : "Straße 東京\r\n"
    let corpus = try ProblemTests.corpus("\u{FEFF}" + String(repeating: line, count: 60))
    #expect(corpus.text(Array(corpus.training[..<10])) == "Straße 東京\n")
    #expect(!corpus.vocabulary.contains("\r") && !corpus.vocabulary.contains("\u{FEFF}"))
  }

  @Test("N-grams of higher order predict a repetitive text better, and order 0 is its entropy")
  func nGrams() throws {
    let corpus = try ProblemTests.corpus()
    let bits = (0...4).map { NGramModel.heldOutBits(of: corpus, order: $0) }
    #expect(bits == bits.sorted(by: >))
    var counts: [Int32: Double] = [:]
    for id in corpus.training { counts[id, default: 0] += 1 }
    let total = Double(corpus.training.count)
    let distinct = Double(counts.count)
    let uniform = 1 / Double(corpus.vocabulary.count)
    let exact = corpus.heldOut.reduce(0.0) { sum, id in
      sum - log2(((counts[id] ?? 0) + distinct * uniform) / (total + distinct))
    }
    #expect(abs(Double(bits[0]) - exact / Double(corpus.heldOut.count)) < 1e-4)
  }

  @Test(
    "A counting model gives distributions, and the bits of its fast measure", arguments: [0, 2, 5])
  func distribution(order: Int) throws {
    let corpus = try ProblemTests.corpus()
    let size = corpus.vocabulary.count
    let model = NGramModel(corpus.training, size: size, order: order)
    let all = corpus.training + corpus.heldOut
    var bits = 0.0
    for position in corpus.training.count..<all.count {
      let context = Array(all[max(0, position - 8)..<position])
      let probabilities = model.probabilities(after: context)
      #expect(abs(probabilities.reduce(0, +) - 1) < 1e-9)
      bits -= log2(probabilities[Int(all[position])])
    }
    let fast = NGramModel.heldOutBits(of: corpus, order: order)
    #expect(abs(Double(fast) - bits / Double(corpus.heldOut.count)) < 1e-4)
    var random = Random(seed: 1)
    let text = model.write(50, after: [], sampling: Sampling(), using: &random)
    #expect(text.count == 50 && text.allSatisfy { $0 >= 0 && Int($0) < size })
    #expect(model.probabilities(after: [Int32(size - 1)]).allSatisfy { $0 > 0 })
  }
}
