extension ProblemKind {
  /// A noisy slope that a single number follows: what it is made of is with the number.
  static let slope = ProblemKind(
    name: "drift", about: "follow a noisy slope with one number",
    signature: ProblemSignature(input: .slope, output: .number, usesSteps: false),
    largestPosition: 2 * 10,
    make: { _, _ in .slope })
}
