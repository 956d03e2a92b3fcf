import Engine

/// Dates as people write them, to be written as ISO 8601 has them: `3 May 1979`, `1979-05-03`.
///
/// Five ways of writing the days of fifty years, 1970 to 2019. Every tenth day is held out, in all
/// its ways.
struct Dates: PairProblem {
  private static let sources = "abcdefghijklmnopqrstuvwxyz0123456789 ,/".map(String.init)
  private static let targets = "0123456789-".map(String.init)
  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
  private static let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  private static let ways = 5

  /// A day of the Gregorian calendar; months and days count from 1.
  private struct Day {
    let year: Int
    let month: Int
    let day: Int
  }

  private let training: [Day]
  private let others: [Day]

  /// The days, in two parts.
  init() {
    var random = Random(seed: 4, stream: 6)
    var (training, others): ([Day], [Day]) = ([], [])
    for year in 1970...2019 {
      for month in 1...12 {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        for day in 1...Self.lengths[month - 1] + (month == 2 && isLeap ? 1 : 0) {
          let one = Day(year: year, month: month, day: day)
          if random.integer(below: 10) == 0 { others.append(one) } else { training.append(one) }
        }
      }
    }
    (self.training, self.others) = (training, others)
  }

  var sourceSymbols: [String] { Self.sources }
  var targetSymbols: [String] { Self.targets }
  var separator: String { "" }
  var sourceSteps: Int { 20 }
  var targetSteps: Int { 10 }
  var saysEnd: Bool { false }

  /// Ten characters, of which two are always hyphens.
  var baselines: [Baseline] {
    [
      Baseline(name: "chance", formula: "ln 11", value: logarithm(11)),
      Baseline(name: "solved", formula: "0", value: 0),
    ]
  }

  var heldOut: [Pair] {
    var random = Random(seed: 5, stream: 6)
    return (0..<100).map { index in
      Self.pair(others[random.integer(below: others.count)], way: index % Self.ways)
    }
  }

  func draw(using random: inout Random) -> Pair {
    let day = training[random.integer(below: training.count)]
    return Self.pair(day, way: random.integer(below: Self.ways))
  }

  func symbols(of text: String) throws(PairError) -> [String] {
    text.lowercased().map(String.init)
  }

  private static func pair(_ day: Day, way: Int) -> Pair {
    let name = months[day.month - 1]
    let (short, date) = (name.prefix(3), day.day)
    let written =
      switch way {
      case 0: "\(date) \(short) \(day.year)"
      case 1: "\(short) \(date), \(day.year)"
      case 2: "\(date) \(name) \(day.year)"
      case 3: "\(name) \(date), \(day.year)"
      default: "\(twoDigits(date))/\(twoDigits(day.month))/\(day.year)"
      }
    let iso = "\(day.year)-\(twoDigits(day.month))-\(twoDigits(date))"
    return Pair(source: ids(written, sources), target: ids(iso, targets))
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  private static func ids(_ text: String, _ symbols: [String]) -> [Int32] {
    text.map { Int32((symbols.firstIndex(of: String($0)) ?? 0) + firstSymbol) }
  }
}

extension ProblemKind {
  static let dates = ProblemKind(
    name: "dates", about: "write dates as people do in ISO form",
    signature: ProblemSignature(
      input: .source, output: .target, hasLengths: true, usesSteps: false),
    make: { _, _ in .pairs(Dates()) })
}
