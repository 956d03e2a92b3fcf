import Engine
import Problems

extension ModelKind {
  /// A minimal cell, computed side by side over all steps.
  static let scan = ModelKind(
    name: "scan", title: "parallel scan",
    about: "a minimal cell, minGRU or minLSTM, computed over all steps at once",
    settings: ["cell", "hidden", "embedding", "initialization", "forget-bias"],
    embedsSymbols: true, cells: Cells.all.filter { !$0.isRecurrent }.map(\.name),
    takes: \.isSequence,
    make: { parts in
      let problem = parts.sequences
      return NetworkModel(problem, .scan(problem, parts.configuration), parts)
    })
}

extension SequenceDesign {
  /// A minimal cell over embedded symbols or vectors; a logarithmic form starts from 1/2, the
  /// others from zero.
  static func scan(_ problem: any Problem, _ configuration: Configuration) -> SequenceDesign {
    let (cell, hidden) = (configuration.cellKind, configuration.hidden)
    let first = configuration.recurrentStart
    return SequenceDesign(
      problem, embedding: configuration.embedding, embedsSymbols: true,
      record: { site in
        var layer = RecurrenceWeights.Hyperparameters(
          cell: cell, inputs: site.inputs, hidden: hidden)
        layer.start = first
        let weights = RecurrenceWeights("rnn", layer, in: site.tape.parameters)
        let start = site.tape.input(rows: site.batch, columns: hidden)
        let h = site.tape.parallelRecurrence(
          site.vectors, weights,
          initial: cell.name.hasSuffix("-log") ? site.tape.apply(.positive, start) : start)
        let last = h.rows(from: (site.steps - 1) * site.batch, count: site.batch)
        return Body(features: site.asksEveryStep ? h : last, weights: [[weights]])
      })
  }
}
