import Engine
import Problems

extension ModelKind {
  /// One block of convolutions, applied again and again.
  static let depth = ModelKind(
    name: "depth", title: "recurrence in depth",
    about: "one block of convolutions, applied again and again to the whole sequence",
    settings: ["hidden", "embedding", "iterations"], embedsSymbols: true,
    takes: { $0.isSequence && $0.asksEveryStep && !$0.predictsNext },
    make: { parts in
      let problem = parts.sequences
      return NetworkModel(problem, .depth(problem, parts.configuration), parts)
    })
}

extension SequenceDesign {
  /// A recurrence in depth, whose last iteration is read (Schwarzschild et al., 2021; Bansal et
  /// al., 2022): after each iteration a step knows of two more neighbours to both sides.
  ///
  ///     h_0 = relu(projection(x))
  ///     h_k = relu(block(relu(recall([h_(k-1), x]))) + h_(k-1))
  static func depth(_ problem: any Problem, _ configuration: Configuration) -> SequenceDesign {
    let (width, iterations) = (configuration.hidden, configuration.iterations)
    var design = SequenceDesign(
      problem, embedding: configuration.embedding, embedsSymbols: true,
      record: { site in
        let (tape, x) = (site.tape, site.vectors)
        func convolved(_ name: String, _ x: Tensor) -> Tensor {
          tape.convolution(x, batch: site.batch, named: "depth.\(name)", outputs: width, width: 3)
        }
        var h = tape.relu(convolved("projection", x))
        for _ in 0..<iterations {
          let recalled = tape.relu(convolved("recall", tape.concatenate([h, x])))
          h = tape.relu(tape.sum(convolved("block", recalled), h))
        }
        return Body(features: h)
      })
    design.isCausal = false
    return design
  }
}
