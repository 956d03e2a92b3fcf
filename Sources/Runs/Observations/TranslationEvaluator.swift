import Engine
import Problems

/// Reads an encoder-decoder model now and then: what it says for pairs that it never learned from,
/// fed the right symbols and fed its own.
package struct TranslationEvaluator: Evaluator {
  private enum Work: Equatable { case closedLoop, teacherForced, answer }

  /// Pairs shown one by one.
  package static let shown = 8

  let interval = 25
  private let problem: any PairProblem
  private let pairs: [Pair]
  private let isReversed: Bool
  private let evaluator: EncoderDecoder
  private let single: EncoderDecoder
  private var latest = TranslationObservation()
  private var work: [Work] = []
  private var update = 0
  private var question: [Int32] = []
  private var closedLoop: [Int32] = []
  private var basis: PrincipalComponents?

  /// Observes `trained`.
  init(_ trained: EncoderDecoderModel, _ configuration: Configuration) {
    problem = trained.problem
    pairs = trained.problem.heldOut
    isReversed = configuration.isReversed
    func model(batch: Int) -> EncoderDecoder {
      EncoderDecoder(
        trained.model.hyperparameters, sourceSteps: trained.problem.sourceSteps,
        targetSteps: trained.problem.targetSteps, batch: batch,
        parameters: trained.tape.parameters)
    }
    evaluator = model(batch: pairs.count)
    single = model(batch: 1)
    latest.separator = trained.problem.separator
    latest.isReversed = isReversed
    latest.groupNames = groups.names
    latest.groups = groups.ids
  }

  var isBusy: Bool { !work.isEmpty }
  var answersQuestions: Bool { true }

  mutating func request(after update: Int) {
    self.update = update
    work.removeAll { $0 != .answer }
    work += [.closedLoop, .teacherForced]
    if !question.isEmpty, !work.contains(.answer) { work.append(.answer) }
  }

  mutating func answer(_ text: String, after update: Int) throws(SettingError) {
    do {
      question = try problem.read(text)
    } catch {
      throw SettingError(problem: error.problem, allowed: error.allowed)
    }
    work.append(.answer)
  }

  mutating func resume(from other: any Evaluator) {
    guard let other = other as? TranslationEvaluator else { return }
    (latest, question) = (other.latest, other.question)
  }

  var observation: any Observation { latest }

  mutating func advance() {
    guard !work.isEmpty else { return }
    switch work.removeFirst() {
    case .closedLoop: observeClosedLoop()
    case .teacherForced: observeTeacherForced()
    case .answer: readAnswer()
    }
  }

  /// What each sentence begins with, for the six most frequent beginnings.
  private var groups: (names: [String], ids: [Int32]) {
    var counts: [Int32: Int] = [:]
    for pair in pairs { if let first = pair.source.first { counts[first, default: 0] += 1 } }
    let most = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(6).map(\.key)
    return (
      most.map { problem.text([$0], isSource: true) },
      pairs.map { pair in
        Int32(most.firstIndex { $0 == pair.source.first } ?? -1)
      }
    )
  }

  private func run(_ model: EncoderDecoder, _ pairs: [Pair], forcing: Float) -> [Int32] {
    model.fill(PairBatch(pairs, of: problem, isReversed: isReversed))
    var random = Random(seed: 1)
    model.drawTeacherForcing(probability: forcing, using: &random)
    model.tape.forward()
    return model.predictedTokens()
  }

  /// What sequence `index` of `said` says, up to its end.
  private func sentence(_ said: [Int32], _ index: Int, of batch: Int) -> [Int32] {
    let all = (0..<problem.targetSteps).map { said[$0 * batch + index] }
    guard problem.saysEnd else { return all }
    return Array(all.prefix { $0 != 2 })
  }

  private mutating func observeClosedLoop() {
    closedLoop = run(evaluator, pairs, forcing: 0)
    let right = pairs.indices.filter {
      sentence(closedLoop, $0, of: pairs.count) == pairs[$0].target
    }
    let exact = Float(right.count) / Float(pairs.count)
    latest.exactMatch = exact
    latest.exactMatches.append(x: update, y: exact)
    latest.update = update
    readVectors()
    readStates()
  }

  /// The states of the first pair: of the encoder after each of its symbols, of the decoder after
  /// each that it says.
  private mutating func readStates() {
    guard let pair = pairs.first, let encoder = evaluator.encoder.layers.last?.first else { return }
    let (hidden, batch) = (evaluator.hyperparameters.hidden, pairs.count)
    let states = encoder.stateValues()
    let source = isReversed ? pair.source.reversed() : pair.source
    latest.encoderSteps = source.enumerated().map { step, id in
      let offset = step * batch * hidden
      return TranslationObservation.Moment(
        symbol: problem.text([id], isSource: true), state: Array(states[offset..<offset + hidden]))
    }
    let said = sentence(closedLoop, 0, of: batch)
    latest.decoderSteps = said.enumerated().compactMap { step, id in
      guard let h = evaluator.steps[step].state.last?.first else { return nil }
      return TranslationObservation.Moment(
        symbol: problem.text([id], isSource: false),
        state: Array(evaluator.tape.read(h).prefix(hidden)))
    }
  }

  private mutating func observeTeacherForced() {
    let alignments = evaluator.alignments()
    let teacherForced = run(evaluator, pairs, forcing: 1)
    var (right, asked) = (0, 0)
    for (index, pair) in pairs.enumerated() {
      for (step, id) in pair.target.enumerated() {
        right += teacherForced[step * pairs.count + index] == id ? 1 : 0
        asked += 1
      }
    }
    latest.teacherForcedAccuracy = Float(right) / Float(max(1, asked))
    latest.examples = (0..<min(Self.shown, pairs.count)).map { index in
      example(
        pairs[index], closedLoop: sentence(closedLoop, index, of: pairs.count),
        teacherForced: sentence(teacherForced, index, of: pairs.count),
        alignments: alignments, index: index, of: pairs.count)
    }
  }

  private mutating func readAnswer() {
    let pair = Pair(source: question, target: [])
    let said = run(single, [pair], forcing: 0)
    latest.answer = example(
      pair, closedLoop: sentence(said, 0, of: 1), teacherForced: [],
      alignments: single.alignments(), index: 0,
      of: 1)
  }

  private func example(
    _ pair: Pair, closedLoop: [Int32], teacherForced: [Int32], alignments: [Float], index: Int,
    of batch: Int
  ) -> TranslationObservation.Example {
    func words(_ ids: [Int32], isSource: Bool) -> [String] {
      ids.map { problem.text([$0], isSource: isSource) }
    }
    let steps = problem.sourceSteps
    var rows: [Float] = []
    if !alignments.isEmpty {
      for step in closedLoop.indices {
        let row = (step * batch + index) * steps
        let weights = alignments[row..<row + pair.source.count]
        rows += isReversed ? weights.reversed() : Array(weights)
      }
    }
    return TranslationObservation.Example(
      source: words(pair.source, isSource: true), target: words(pair.target, isSource: false),
      closedLoop: words(closedLoop, isSource: false),
      teacherForced: words(teacherForced, isSource: false),
      alignment: rows)
  }

  /// Where each source ends in the plane in which the encoder's last states vary most.
  private mutating func readVectors() {
    let hidden = evaluator.hyperparameters.hidden
    guard hidden >= 2, let last = evaluator.encoder.finalStates().last else { return }
    let states = evaluator.tape.read(last)
    let plane = PrincipalComponents(of: states, columns: hidden, count: 2, alignedTo: basis)
    basis = plane
    let flat = plane.project(states)
    latest.vectors = (0..<flat.count / 2).map { [flat[2 * $0], flat[2 * $0 + 1]] }
    latest.shares = [Float(plane.varianceShares[0]), Float(plane.varianceShares[1])]
  }
}

/// What an encoder-decoder model says.
public struct TranslationObservation: Observation, Equatable {
  /// A source and what was made of it.
  public struct Example: Sendable, Equatable {
    /// Symbols of the source and of the right target.
    public var source: [String]
    public var target: [String]
    /// What the model says, fed its own symbols, and fed the right ones.
    public var closedLoop: [String]
    public var teacherForced: [String]
    /// Where it looked at every symbol that it said in the closed loop, [symbols, source]; empty
    /// without attention.
    public var alignment: [Float]
  }

  /// A symbol that was read or said, and the state after it.
  public struct Moment: Sendable, Equatable {
    public var symbol: String
    public var state: [Float]
  }

  /// The first held-out pair: what the encoder reads, in its order, and what the decoder says.
  public var encoderSteps: [Moment] = []
  public var decoderSteps: [Moment] = []
  /// What separates two symbols.
  public var separator = ""
  /// Whether sources are read from their end.
  public var isReversed = false
  /// The update after which it was read.
  public var update = 0
  /// The share of held-out sources whose whole target is right, fed its own symbols.
  public var exactMatch: Float?
  /// That share against updates.
  public var exactMatches = Curve()
  /// The share of symbols that are right when it is fed the right ones before.
  public var teacherForcedAccuracy: Float?
  /// Some held-out pairs.
  public var examples: [Example] = []
  /// What it says to what a person typed.
  public var answer: Example?
  /// The encoder's last states in the plane, with the group of each, by the first symbol.
  public var vectors: [SIMD2<Float>] = []
  public var groups: [Int32] = []
  public var groupNames: [String] = []
  /// The two axes' shares of the variance.
  public var shares = SIMD2<Float>(0, 0)
}

extension ObservationKind {
  /// What an encoder-decoder model says.
  public static let translation = ObservationKind(
    name: "translation", about: "target sequences for held-out sources",
    type: TranslationObservation.self,
    isAlways: { _ in true }, isGiven: { $0.modelKind.name == "encoder-decoder" },
    source: .evaluation { parts in
      (parts.model as? EncoderDecoderModel).map { TranslationEvaluator($0, parts.configuration) }
    })
}

extension Snapshot {
  /// What an encoder-decoder model says.
  public var translation: TranslationObservation? { observations[TranslationObservation.self] }
}
