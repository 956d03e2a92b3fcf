/// Whether this machine, build and number of threads compute the same digits as every other.
///
/// Everything that learns is run for a while from fixed seeds, and every bit of the results goes
/// into a digest (FNV-1a, 64 bits). `reference` has the digests of this version: students whose
/// machines agree with them see the instructor's numbers.
public struct Digits: Sendable, Equatable {
  /// What was run.
  public let name: String
  /// The digest of the results.
  public let digest: UInt64
  /// The digest of this version; nil if `reference` has none.
  public let expected: UInt64?

  /// Runs everything with `threads` threads, which takes some seconds.
  public static func all(threads: Int) -> [Digits] {
    Denormals.flushed {
      [make("every part", partsDigest(threads: threads))]
        + Cells.all.map { cell in
          make("cell \(cell.name)", trainingDigest(cell, OptimizerKind.all[0], threads: threads))
        }
        + OptimizerKind.all.map { kind in
          make("optimizer \(kind.name)", trainingDigest(Cells.all[0], kind, threads: threads))
        }
        + Initialization.all.map { initialization in
          make(
            "initialization \(initialization.name)", initializationDigest(initialization))
        }
    }
  }

  private static func make(_ name: String, _ digest: UInt64) -> Digits {
    Digits(name: name, digest: digest, expected: reference[name])
  }

  /// The gradients of every part of the catalogue.
  private static func partsDigest(threads: Int) -> UInt64 {
    var digest = Digest()
    for example in PartExample.all {
      let tape = Tape(parameters: Parameters(), threads: threads)
      _ = example.make(on: tape)
      tape.forward()
      tape.backward()
      digest.add([tape.loss])
      for parameter in tape.parameters.all { digest.add(tape.parameters.gradient(of: parameter)) }
    }
    return digest.value
  }

  /// The weights after forty updates on random ids, in batches large enough for two threads.
  private static func trainingDigest(
    _ cell: CellKind, _ kind: OptimizerKind, threads: Int
  ) -> UInt64 {
    let hyperparameters = SequenceModel.Hyperparameters(
      input: .oneHot(11), cell: cell, hidden: 37, output: .classes(11), predictsEveryStep: true)
    let (steps, batch) = (13, 23)
    let model = SequenceModel(
      hyperparameters, steps: steps, batch: batch, parameters: Parameters(), threads: threads)
    var random = Random(seed: 2026)
    model.tape.parameters.draw(using: &random)
    let trainer = Trainer(model.tape, optimizer: kind.make(0.01), clipping: .norm(1))
    var digest = Digest()
    for _ in 0..<40 {
      let ids = (0..<steps * batch).map { _ in Int32(random.integer(below: 11)) }
      model.setInput(ids: ids, features: [])
      model.setTarget(classes: ids.reversed(), values: [])
      let update = trainer.update()
      digest.add([update.loss, update.gradientNorm])
    }
    for parameter in model.tape.parameters.all {
      digest.add(model.tape.parameters.values(of: parameter))
    }
    return digest.value
  }

  /// The initial weights of an LSTM.
  private static func initializationDigest(_ initialization: Initialization) -> UInt64 {
    let parameters = Parameters()
    guard let cell = Cells.named("lstm") else { return 0 }
    var layer = RecurrenceWeights.Hyperparameters(cell: cell, inputs: 5, hidden: 19)
    layer.start.initialization = initialization
    _ = RecurrenceWeights("rnn", layer, in: parameters)
    var random = Random(seed: 2026)
    parameters.draw(using: &random)
    var digest = Digest()
    for parameter in parameters.all { digest.add(parameters.values(of: parameter)) }
    return digest.value
  }
}

/// FNV-1a over the bits of numbers (Fowler, Noll and Vo, 1991).
private struct Digest {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ numbers: [Float]) {
    for number in numbers {
      // The two zeros count as equal, and so do all NaNs.
      let bits = number == 0 ? 0 : number.isNaN ? 0x7FC0_0000 : number.bitPattern
      for shift in stride(from: 0 as UInt32, to: 32, by: 8) {
        value = (value ^ UInt64(bits >> shift & 0xFF)) &* 0x100_0000_01B3
      }
    }
  }
}
