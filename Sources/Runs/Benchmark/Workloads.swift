import Engine

extension Workload {
  /// Every workload, in the order of their keys.
  public static let all = [
    sine(),
    characters("b1", "char LSTM one-hot 65, h128, T50 B32", batch: 32, hidden: 128),
    characters(
      "b2", "char LSTM emb128, h128, T50 B32", batch: 32, hidden: 128, embedding: 128),
    characters("c", "char LSTM one-hot 65, 3x512, T50 B50", batch: 50, hidden: 512, layers: 3),
    tweets(),
    tagger("e1", "POS LSTM vocab1000 emb64 h64, T12 B1", batch: 1),
    tagger("e32", "POS LSTM vocab1000 emb64 h64, T12 B32", batch: 32),
    attention(),
    vanishing("g1", "vanishing RNN 1-32-1, T100 B16", readsNorms: false),
    vanishing("g2", "the same with dL/dh_t norms", readsNorms: true),
    long("h1", "GRU emb256 h256, T512 B8", cell: "gru"),
    long("h2", "minGRU parallel scan, same sizes", cell: "mingru-log", isParallel: true),
    long("h3", "minGRU loop, same sizes", cell: "mingru-log"),
    reviews(),
  ]

  /// The smallest.
  static func sine() -> Workload {
    let (steps, hidden) = (20, 32)
    let operations = recurrent(gates: 1, steps: steps, batch: 1, [1, hidden]) + 2 * steps * hidden
    return Workload("a", "sine RNN 1-32-1, T20 B1", tokens: steps, forward: operations) {
      threads in
      let tape = Tape(parameters: Parameters(), threads: threads)
      let (x, fillX) = tape.randomNumbers(steps, 1, seed: 1)
      let layers = tape.stack("tanh", .sequence(x), hidden: hidden, steps: steps)
      let layer = layers.all[0]
      let (y, fillY) = tape.randomNumbers(steps, 1, seed: 2)
      tape.meanSquaredError(tape.head(layers.output, "fc", outputs: 1), y)
      for fill in [fillX, fillY] { fill() }
      return WorkloadModel(tape, rate: 0.01, before: { layer.carryState() })
    }
  }

  private static func characters(
    _ key: String, _ title: String, batch: Int, hidden: Int, layers: Int = 1, embedding: Int = 0
  ) -> Workload {
    let (steps, vocabulary) = (50, 65)
    let first = embedding > 0 ? embedding : vocabulary
    let sizes = [first] + [Int](repeating: hidden, count: layers)
    let operations =
      recurrent(gates: 4, steps: steps, batch: batch, sizes)
      + 2 * steps * batch * hidden * vocabulary
    return Workload(key, title, tokens: steps * batch, forward: operations) { threads in
      let tape = Tape(parameters: Parameters(), threads: threads)
      let (ids, fillIds) = tape.randomIds(steps * batch, below: vocabulary, seed: 1)
      let input: RecurrenceInput =
        embedding > 0
        ? .embedded(
          ids, tape.parameters.add("embedding.weight", shape: [vocabulary, embedding]))
        : .oneHot(ids, count: vocabulary)
      let stack = tape.stack(
        "lstm", input, hidden: hidden, layers: layers, steps: steps)
      let (targets, fillTargets) = tape.randomIds(steps * batch, below: vocabulary, seed: 2)
      tape.crossEntropy(tape.head(stack.output, "fc", outputs: vocabulary), targets)
      for fill in [fillIds, fillTargets] { fill() }
      return WorkloadModel(tape)
    }
  }

  private static func tweets() -> Workload {
    let (steps, batch, hidden, vocabulary) = (40, 32, 128, 5000)
    let operations =
      recurrent(gates: 1, steps: steps, batch: batch, [128, hidden]) + 2 * batch * hidden * 2
    return Workload(
      "d", "tweet RNN vocab5000 emb128 h128, T40 B32", tokens: steps * batch, forward: operations
    ) { threads in
      let tape = Tape(parameters: Parameters(), threads: threads)
      let (ids, fillIds) = tape.randomIds(steps * batch, below: vocabulary, seed: 1)
      let table = tape.parameters.add("embedding.weight", shape: [vocabulary, 128])
      let stack = tape.stack(
        "tanh", .embedded(ids, table), hidden: hidden, steps: steps)
      let (targets, fillTargets) = tape.randomIds(batch, below: 2, seed: 2)
      tape.crossEntropy(tape.head(stack.finalStates()[0], "fc", outputs: 2), targets)
      for fill in [fillIds, fillTargets] { fill() }
      return WorkloadModel(tape)
    }
  }

  private static func tagger(_ key: String, _ title: String, batch: Int) -> Workload {
    let (steps, hidden, vocabulary, tags) = (12, 64, 1000, 12)
    let operations =
      recurrent(gates: 4, steps: steps, batch: batch, [64, hidden])
      + 2 * steps * batch * hidden * tags
    return Workload(key, title, tokens: steps * batch, forward: operations) { threads in
      let tape = Tape(parameters: Parameters(), threads: threads)
      let (ids, fillIds) = tape.randomIds(steps * batch, below: vocabulary, seed: 1)
      let table = tape.parameters.add("embedding.weight", shape: [vocabulary, 64])
      let stack = tape.stack(
        "lstm", .embedded(ids, table), hidden: hidden, steps: steps)
      let (targets, fillTargets) = tape.randomIds(steps * batch, below: tags, seed: 2)
      tape.crossEntropy(tape.head(stack.output, "fc", outputs: tags), targets)
      for fill in [fillIds, fillTargets] { fill() }
      return WorkloadModel(tape)
    }
  }

  private static func attention() -> Workload {
    let (steps, batch, hidden, vocabulary, embedding, size) = (12, 32, 128, 500, 64, 128)
    let encoder = recurrent(gates: 4, steps: steps, batch: batch, [embedding, hidden])
    let decoder = recurrent(gates: 4, steps: steps, batch: batch, [embedding + hidden, hidden])
    let looks = 2 * batch * (hidden * size + steps * size + steps * hidden)
    let operations =
      encoder + decoder + 2 * batch * steps * hidden * size + steps * looks
      + 2 * steps * batch * 2 * hidden * vocabulary
    return Workload(
      "f", "seq2seq LSTM + Bahdanau, emb64 h128 V500, T12/12 B32", tokens: 2 * steps * batch,
      forward: operations
    ) { threads in
      guard let cell = Cells.named("lstm") else { preconditionFailure("there is an LSTM") }
      var shape = EncoderDecoder.Hyperparameters(
        sourceCount: vocabulary, targetCount: vocabulary, embedding: embedding, hidden: hidden,
        cell: cell)
      shape.attention = size
      shape.padding = -1
      let model = EncoderDecoder(
        shape, sourceSteps: steps, targetSteps: steps, batch: batch, parameters: Parameters(),
        threads: threads)
      var random = Random(seed: 1)
      func ids() -> [Int32] {
        (0..<steps * batch).map { _ in Int32(random.integer(below: vocabulary)) }
      }
      model.fill(
        source: ids(), lengths: [Int32](repeating: Int32(steps), count: batch), inputs: ids(),
        targets: ids())
      model.drawTeacherForcing(probability: 1, using: &random)
      return WorkloadModel(model.tape)
    }
  }

  private static func vanishing(_ key: String, _ title: String, readsNorms: Bool) -> Workload {
    let (steps, batch, hidden) = (100, 16, 32)
    let operations =
      recurrent(gates: 1, steps: steps, batch: batch, [1, hidden]) + 2 * batch * hidden
    return Workload(key, title, tokens: steps * batch, forward: operations) { threads in
      let tape = Tape(parameters: Parameters(), threads: threads)
      let (x, fillX) = tape.randomNumbers(steps * batch, 1, seed: 1)
      let layer = tape.stack("tanh", .sequence(x), hidden: hidden, steps: steps).all[0]
      let (y, fillY) = tape.randomNumbers(batch, 1, seed: 2)
      tape.meanSquaredError(tape.head(layer.finalState(), "fc", outputs: 1), y)
      for fill in [fillX, fillY] { fill() }
      var norms = [Float](repeating: 0, count: steps)
      return WorkloadModel(
        tape, after: readsNorms ? { layer.gradientNorms(into: &norms) } : {})
    }
  }

  private static func long(
    _ key: String, _ title: String, cell: String, isParallel: Bool = false
  ) -> Workload {
    let (steps, batch, hidden, vocabulary) = (512, 8, 256, 65)
    let head = 2 * steps * batch * hidden * vocabulary
    let layer =
      cell == "gru"
      ? recurrent(gates: 3, steps: steps, batch: batch, [hidden, hidden])
      : 2 * steps * batch * 2 * hidden * hidden
    return Workload(key, title, tokens: steps * batch, forward: layer + head) { threads in
      let tape = Tape(parameters: Parameters(), threads: threads)
      let (ids, fillIds) = tape.randomIds(steps * batch, below: vocabulary, seed: 1)
      let table = tape.parameters.add("embedding.weight", shape: [vocabulary, hidden])
      let states: Tensor
      if isParallel, let kind = Cells.named(cell) {
        let weights = RecurrenceWeights(
          "rnn", cell: kind, inputs: hidden, hidden: hidden, in: tape.parameters)
        let start = tape.apply(.positive, tape.input(rows: batch, columns: hidden))
        states = tape.parallelRecurrence(
          tape.embedding(ids, table), weights, initial: start)
      } else {
        states =
          tape.stack(cell, .embedded(ids, table), hidden: hidden, steps: steps)
          .output
      }
      let (targets, fillTargets) = tape.randomIds(steps * batch, below: vocabulary, seed: 2)
      tape.crossEntropy(tape.head(states, "fc", outputs: vocabulary), targets)
      for fill in [fillIds, fillTargets] { fill() }
      return WorkloadModel(tape)
    }
  }

  /// An LSTM of one size over sequences of any length and number, read at its end.
  static func scaled(steps: Int, batch: Int) -> Workload {
    let size = 64
    let operations = recurrent(gates: 4, steps: steps, batch: batch, [size, size])
    return Workload("scaled", "LSTM", tokens: steps * batch, forward: operations) { threads in
      let tape = Tape(parameters: Parameters(), threads: threads)
      let (x, fillX) = tape.randomNumbers(steps * batch, size, seed: 1)
      let stack = tape.stack("lstm", .sequence(x), hidden: size, steps: steps)
      let (y, fillY) = tape.randomNumbers(batch, 1, seed: 2)
      tape.meanSquaredError(tape.head(stack.finalStates()[0], "fc", outputs: 1), y)
      for fill in [fillX, fillY] { fill() }
      return WorkloadModel(tape)
    }
  }

  private static func reviews() -> Workload {
    let (steps, batch, hidden, vocabulary) = (200, 128, 64, 10_000)
    let operations =
      recurrent(gates: 4, steps: steps, batch: batch, [64, hidden]) + 2 * batch * hidden
    return Workload(
      "i", "IMDB LSTM vocab10000 emb64 h64, T200 B128", tokens: steps * batch,
      forward: operations
    ) { threads in
      let tape = Tape(parameters: Parameters(), threads: threads)
      let (ids, fillIds) = tape.randomIds(steps * batch, below: vocabulary, seed: 1)
      let table = tape.parameters.add("embedding.weight", shape: [vocabulary, 64])
      let stack = tape.stack(
        "lstm", .embedded(ids, table), hidden: hidden, steps: steps)
      let (targets, fillTargets) = tape.randomNumbers(batch, 1, seed: 2)
      tape.binaryCrossEntropy(
        tape.head(stack.finalStates()[0], "dense", outputs: 1), tape.sigmoid(targets))
      for fill in [fillIds, fillTargets] { fill() }
      return WorkloadModel(tape)
    }
  }
}
