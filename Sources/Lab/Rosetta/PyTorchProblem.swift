/// A problem's batches in Python. A new problem's program is one entry in `all`.
struct PyTorchProblem: Sendable {
  /// How its answers are asked for and what they cost.
  enum Answer: Sendable {
    /// A class after the last step: cross-entropy.
    case lastClass
    /// Values after the last step: mean squared error.
    case lastValues
    /// A class after every step, with the state carried from window to window: cross-entropy.
    case everyClass
  }

  /// The name in the list of problems.
  let name: String
  /// Whether batches draw integers.
  var drawsIntegers = false
  /// Whether it reads the text that the first argument names.
  var readsText = false
  /// The size of an input, in Python.
  let inputs: String
  /// The size of an answer, in Python.
  let outputs: String
  /// What is asked.
  let answer: Answer
  /// Python that defines `next_batch()`, giving x [steps, batch, inputs] and targets; where the state
  /// is carried, `window(index)` and `windows`, how many there are.
  let parts: [String]

  /// The entry called `name`; throws with the names that there are.
  static func named(_ name: String) throws(SettingError) -> PyTorchProblem {
    try pyTorchRow(name, "problem", in: all, called: \.name)
  }

  /// Every problem that has a program.
  static let all = [recall, adding, characters]

  private static let data = "data = Random(seed, stream=2)"

  private static let recall = PyTorchProblem(
    name: "recall", drawsIntegers: true, inputs: "8", outputs: "4", answer: .lastClass,
    parts: [
      data,
      """
      def next_batch():
          \"\"\"Which of four symbols came first, asked after many others that mean nothing.\"\"\"
          first = [data.integer(4) for _ in range(batch)]
          others = [4 + data.integer(4) for _ in range((steps - 1) * batch)]
          ids = torch.tensor(first + others).view(steps, batch)
          return F.one_hot(ids, 8).float(), torch.tensor(first)
      """,
    ])

  private static let adding = PyTorchProblem(
    name: "adding", drawsIntegers: true, inputs: "2", outputs: "1", answer: .lastValues,
    parts: [
      data,
      """
      def next_batch():
          \"\"\"The sum of two marked numbers, one in each half of the sequence.\"\"\"
          x = torch.zeros(steps, batch, 2)
          x[:, :, 0] = torch.tensor([data.uniform() for _ in range(steps * batch)]).view(steps, batch)
          target = torch.zeros(batch, 1)
          half = steps // 2
          for sequence in range(batch):
              for step in data.integer(half), half + data.integer(steps - half):
                  x[step, sequence, 1] = 1
                  target[sequence] += x[step, sequence, 0]
          return x, target
      """,
    ])

  private static let characters = PyTorchProblem(
    name: "characters", readsText: true, inputs: "len(symbols)", outputs: "len(symbols)",
    answer: .everyClass,
    parts: [
      """
      text = open(sys.argv[1], encoding="utf-8-sig", newline="").read().replace("\\r\\n", "\\n")
      symbols = sorted(set(text))
      number = {symbol: id for id, symbol in enumerate(symbols)}
      training = torch.tensor([number[symbol] for symbol in text[: len(text) - len(text) // 10]])

      # The text is cut into streams that are read side by side, `steps` characters at a time.
      length = len(training) // batch
      windows = (length - 1) // steps
      assert windows > 0, "the text is too short"
      streams = training[: batch * length].view(batch, length).T
      """,
      """
      def window(index):
          \"\"\"The next characters of every stream, and for each the character that follows.\"\"\"
          start = index * steps
          ids, target = streams[start : start + steps], streams[start + 1 : start + steps + 1]
          return F.one_hot(ids, len(symbols)).float(), target
      """,
    ])
}
