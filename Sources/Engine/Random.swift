/// A generator of pseudo-random numbers, the same on every machine.
///
/// xoshiro256++ (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2018),
/// seeded by SplitMix64. Streams of one seed are independent for every practical purpose, so that
/// the weights do not change when more numbers are drawn for the data.
public struct Random: Sendable {
  private var s0: UInt64
  private var s1: UInt64
  private var s2: UInt64
  private var s3: UInt64
  private var spareNormal: Float?

  /// The generator of `seed`, or of that stream of it.
  public init(seed: UInt64, stream: UInt64 = 0) {
    var state = seed &+ stream &* 0xD1B5_4A32_D192_ED03
    func mixed() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    (s0, s1, s2, s3) = (mixed(), mixed(), mixed(), mixed())
  }

  /// Its complete state, in hexadecimal: for a file.
  public var state: String {
    let spare = spareNormal.map { UInt64($0.bitPattern) << 32 | 1 } ?? 0
    return [s0, s1, s2, s3, spare].map { String($0, radix: 16) }.joined(separator: " ")
  }

  /// The generator with that `state`; nil if the text is not a state.
  public init?(state: String) {
    let words = state.split(separator: " ").compactMap { UInt64($0, radix: 16) }
    guard words.count == 5, words[..<4].contains(where: { $0 != 0 }) else { return nil }
    (s0, s1, s2, s3) = (words[0], words[1], words[2], words[3])
    spareNormal = words[4] & 1 == 1 ? Float(bitPattern: UInt32(words[4] >> 32)) : nil
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    let sum = s0 &+ s3
    let result = (sum << 23 | sum >> 41) &+ s0
    let t = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = s3 << 45 | s3 >> 19
    return result
  }

  /// A number from 0 up to, not including, 1, a multiple of 2^-24.
  public mutating func uniform() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// A number from `range`, each equally likely.
  public mutating func uniform(in range: ClosedRange<Float>) -> Float {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// An integer from 0 up to, not including, `bound`, each equally likely.
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "a random integer needs a positive bound")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number from the standard normal distribution, by Marsaglia's polar method (1964).
  public mutating func normal() -> Float {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    while true {
      let x = uniform(in: -1...1)
      let y = uniform(in: -1...1)
      let square = x * x + y * y
      guard square > 0, square < 1 else { continue }
      let factor = (-2 * logarithm(square) / square).squareRoot()
      spareNormal = y * factor
      return x * factor
    }
  }
}
