/// One line of `unroll run --format json`: a header, an update, or the summary.
///
/// A number that is not finite is `null`, and its word is under `notFinite`.
public enum RunRecord {
  /// The lesson and every setting that has an effect, by its name.
  public struct Header: Encodable, Sendable {
    let type = "header"
    let unroll: String
    let lesson: String
    let threads: Int
    let data: String?
    let configuration: [String: String]

    /// A header for `lesson` run with `configuration`.
    public init(
      version: String, lesson: String, configuration: Configuration, threads: Int, data: String?
    ) {
      unroll = version
      self.lesson = lesson
      self.threads = threads
      self.data = data
      self.configuration = Dictionary(
        uniqueKeysWithValues: configuration.settings.map { ($0.name, $0.record(in: configuration)) }
      )
    }
  }

  /// The numbers of one update. Those of an evaluation are in the line of the update whose weights
  /// it measured, and in no other.
  public struct Update: Encodable, Sendable {
    private var fields: [String: Field] = [:]

    /// The numbers of `snapshot`; a `summary` also has what is told once.
    public init(_ snapshot: Snapshot, secondsElapsed: Double, isSummary: Bool = false) {
      fields["type"] = .text(isSummary ? "summary" : "update")
      fields["update"] = .count(snapshot.update)
      fields["secondsElapsed"] = .time(secondsElapsed)
      put("loss", snapshot.loss)
      put("gradientNorm", snapshot.gradientNorm)
      if case .diverged(let event) = snapshot.phase { fields["event"] = .text(event) }
      for measurement in Measurement.all {
        guard measurement.outlets.contains(.lines) || isSummary,
          !measurement.outlets.isDisjoint(with: [.lines, .summary]),
          let value = measurement.value(snapshot), value.update == snapshot.update
        else { continue }
        put(measurement.key, Float(value.number))
      }
      if let ruler = snapshot.ruler {
        fields["state"] = .text(ruler.state)
        put("stateGradientNorms", ruler.measured)
      }
      if isSummary { summarise(snapshot) }
    }

    private mutating func summarise(_ snapshot: Snapshot) {
      if snapshot.recentLoss != nil { fields["baseline"] = .text(snapshot.baseline) }
      guard let text = snapshot.text else { return }
      put("orderBits", text.counting.bits)
      fields["sample"] = .text(text.sample)
    }

    private mutating func put(_ key: String, _ number: Float?) {
      guard let number else { return }
      fields[key] = .number(number)
      if !number.isFinite { name(key, Measurement.text(Double(number))) }
    }

    private mutating func put(_ key: String, _ numbers: [Float]) {
      fields[key] = .numbers(numbers)
      guard let first = numbers.first(where: { !$0.isFinite }) else { return }
      name(key, Measurement.text(Double(first)))
    }

    private mutating func name(_ key: String, _ word: String) {
      var words: [String: String] = [:]
      if case .words(let known) = fields["notFinite"] { words = known }
      words[key] = word
      fields["notFinite"] = .words(words)
    }

    /// By their names.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(fields)
    }
  }

  /// What a field of a line holds.
  private enum Field: Encodable, Sendable {
    case text(String)
    case count(Int)
    case time(Double)
    case number(Float)
    case numbers([Float])
    case words([String: String])

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .count(let count): try container.encode(count)
      case .time(let seconds): try container.encode(seconds)
      case .number(let number): try container.encode(number.isFinite ? number : nil)
      case .numbers(let numbers): try container.encode(numbers.map { $0.isFinite ? $0 : nil })
      case .words(let words): try container.encode(words)
      }
    }
  }
}
