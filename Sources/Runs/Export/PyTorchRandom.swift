/// `Engine.Random` in Python, with the draws that a program needs.
enum PyTorchRandom {
  /// The class, with what `program` calls of it, and what it needs.
  static func parts(for program: String) -> [String] {
    let drawsNormal = program.contains(".normal()")
    let methods = [
      start(normal: drawsNormal), uniform, program.contains(".integer(") ? integer : nil,
      drawsNormal ? normal : nil,
    ]
    return ["MASK = 2**64 - 1", methods.compactMap(\.self).joined(separator: "\n\n")]
  }

  private static func start(normal: Bool) -> String {
    """
    class Random:
        \"\"\"Unroll's generator, xoshiro256++ seeded by SplitMix64: the same seed, the same \
    numbers.\"\"\"

        def __init__(self, seed, stream):
            state, self.words = seed + stream * 0xD1B54A32D192ED03, []
            for _ in range(4):
                state += 0x9E3779B97F4A7C15
                z = state & MASK
                z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
                z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
                self.words.append(z ^ z >> 31)\(normal ? "\n        self.spare = []" : "")

        def next(self):
            \"\"\"The next 64 bits.\"\"\"
            a, b, c, d = self.words
            total = a + d & MASK
            result = (total << 23 | total >> 41) + a & MASK
            c, d = c ^ a, d ^ b
            self.words = [a ^ d, b ^ c, c ^ (b << 17 & MASK), (d << 45 | d >> 19) & MASK]
            return result
    """
  }

  private static let uniform = """
        def uniform(self, low=0.0, high=1.0):
            return low + (high - low) * (self.next() >> 40) * 2.0**-24
    """

  private static let integer = """
        def integer(self, below):
            return self.next() * below >> 64
    """

  private static let normal = """
        def normal(self):
            \"\"\"Marsaglia's polar method, rounding as 32-bit numbers do; it makes two at a \
    time.\"\"\"
            if self.spare:
                return self.spare.pop()
            square = 0
            while not 0 < square < 1:
                x, y = self.uniform(-1, 1), self.uniform(-1, 1)
                square = c_float(c_float(x * x).value + c_float(y * y).value).value
            factor = math.sqrt(-2 * math.log(square) / square)
            self.spare.append(y * factor)
            return x * factor
    """
}
