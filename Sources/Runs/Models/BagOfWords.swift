import Engine
import Problems

extension ModelKind {
  /// The mean of the vectors of all symbols, whatever their order.
  static let bagOfWords = ModelKind(
    name: "bag", title: "bag of words",
    about: "the mean of the vectors of all symbols, and a linear layer on it: order is lost",
    settings: ["embedding"], embedsSymbols: true,
    takes: { ($0.input == .symbols || $0.input == .words) && $0.output == .oneClass },
    make: { parts in
      let problem = parts.sequences
      return NetworkModel(problem, .bag(problem, parts.configuration), parts)
    })
}

extension SequenceDesign {
  /// A bag of words: of padding nothing is averaged in.
  static func bag(_ problem: any Problem, _ configuration: Configuration) -> SequenceDesign {
    var design = SequenceDesign(
      problem, embedding: configuration.embedding, embedsSymbols: true,
      record: { site in
        let scores = site.tape.input(
          rows: site.asksEveryStep ? site.steps * site.batch : site.batch, columns: site.steps)
        // Equal scores: the softmax gives every step that takes part the same weight.
        let mask: Tape.SoftmaxMask =
          site.asksEveryStep
          ? .causal(batch: site.batch) : site.lengths.map { .lengths($0) } ?? .none
        let weights = site.tape.softmax(scores, mask: mask)
        return Body(
          features: site.tape.contextVectors(weights, of: site.vectors, batch: site.batch))
      })
    design.hasLengths = problem.hasLengths
    return design
  }
}
