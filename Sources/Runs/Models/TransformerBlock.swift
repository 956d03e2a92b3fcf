import Engine
import Foundation
import Problems

extension ModelKind {
  /// One block of causal self-attention.
  static let transformer = ModelKind(
    name: "transformer", title: "transformer block",
    about: "one block of causal self-attention with one head: every step looks at all before it",
    settings: ["hidden", "positions"],
    takes: \.isSequence,
    make: { parts in
      let problem = parts.sequences
      return NetworkModel(problem, .transformer(problem, parts.configuration), parts)
    })
}

extension SequenceDesign {
  /// A block over embedded symbols, or vectors brought to its size by a linear layer, with
  /// sinusoidal positions added or without any.
  static func transformer(
    _ problem: any Problem, _ configuration: Configuration
  ) -> SequenceDesign {
    let size = configuration.hidden
    let hasPositions = configuration.hasPositions
    var design = SequenceDesign(
      problem, embedding: size, embedsSymbols: true,
      record: { site in TransformerBody(size: size, hasPositions: hasPositions).record(site) })
    design.hasLengths = problem.hasLengths
    return design
  }
}

private struct TransformerBody {
  let size: Int
  let hasPositions: Bool

  func record(_ site: SequenceDesign.Site) -> SequenceDesign.Body {
    let tape = site.tape
    var x = site.vectors
    if x.columns != size {
      x = tape.linear(x, named: "input", outputs: size, turn: .connection)
    }
    let positions = hasPositions ? tape.input(rows: x.rows, columns: size) : nil
    if let positions { x = tape.sum(x, positions) }
    let block = tape.transformerBlock(x, batch: site.batch, inner: 2 * size, prefix: "block.")
    let picked = site.asksEveryStep ? nil : tape.input(rows: site.batch, columns: site.steps)
    let (steps, batch, size) = (site.steps, site.batch, size)
    return SequenceDesign.Body(
      features: picked.map { tape.contextVectors($0, of: block.output, batch: batch) }
        ?? block.output,
      attention: block.weights,
      prepare: { tape, examples in
        if let positions {
          tape.write(sinusoids(steps: steps, batch: batch, size: size), to: positions)
        }
        if let picked {
          tape.write(lastSteps(examples.lengths, steps: steps, batch: batch), to: picked)
        }
      })
  }
}

/// The positions of Vaswani et al. ("Attention is all you need", 2017), the same for every
/// sequence, [steps * batch, size]: sin(t / 10000^(2i / size)) in even columns, cos in odd ones.
private func sinusoids(steps: Int, batch: Int, size: Int) -> [Float] {
  (0..<steps).flatMap { step -> [Float] in
    let row = (0..<size).map { column -> Float in
      let angle = Double(step) / pow(10_000, Double(column / 2 * 2) / Double(size))
      return Float(column % 2 == 0 ? sin(angle) : cos(angle))
    }
    return [[Float]](repeating: row, count: batch).flatMap(\.self)
  }
}

/// Weights that pick the last valid step of each sequence, [batch, steps].
private func lastSteps(_ lengths: [Int32], steps: Int, batch: Int) -> [Float] {
  var weights = [Float](repeating: 0, count: batch * steps)
  for sequence in 0..<batch {
    let last = lengths.isEmpty ? steps - 1 : Int(lengths[sequence]) - 1
    weights[sequence * steps + last] = 1
  }
  return weights
}
