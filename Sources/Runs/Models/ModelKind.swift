import Engine
import Problems

/// A row of the list of model kinds: a new kind of model is one file and one entry here.
public struct ModelKind: Sendable {
  /// What a model is made of.
  struct Parts {
    /// What it learns.
    let problem: ProblemInstance
    /// Its settings, and those of its training.
    let configuration: Configuration
    /// Where its learned numbers are.
    let parameters: Parameters
    /// Threads that compute.
    let threads: Int
  }

  /// The name in lesson files: `recurrent`.
  public let name: String
  /// The name in prose: `recurrent network`.
  public let title: String
  /// One line on what it is, for help.
  public let about: String
  /// The names of the settings that are its own.
  public let settings: Set<String>
  /// Whether it learns by gradient descent, and so has a learning rate, clipping and an optimiser.
  public var learnsByDescent = true
  /// Whether symbols, which other models take as they are, become learned vectors first.
  var embedsSymbols = false
  /// The names of the cells that it takes; nil for all.
  var cells: [String]?
  /// Whether it goes on from the state of the step before, so that it can be run step by step.
  var carriesState: @Sendable (Configuration) -> Bool = { _ in false }
  /// Whether it can learn problems of a signature.
  let takes: @Sendable (ProblemSignature) -> Bool
  /// Makes it. The problem has a signature that it takes.
  let make: @Sendable (Parts) -> any TrainableModel

  /// Whether it can learn `problem`.
  public func learns(_ problem: ProblemKind) -> Bool { takes(problem.signature) }

  /// Every kind of model; a problem's default is the first that learns it.
  public static let all: [ModelKind] = [
    .recurrent, .encoderDecoder, .bagOfWords, .nGram, .scan, .transformer, .depth, .reservoir,
    .slope,
  ]

  /// The kind called `name`.
  public static func named(_ name: String) -> ModelKind? { all.first { $0.name == name } }
}

extension ModelKind.Parts {
  /// The problem of a kind that learns sequences.
  var sequences: any Problem {
    guard case .sequences(let problem) = problem else {
      preconditionFailure("this kind of model learns sequences")
    }
    return problem
  }
}

extension Configuration {
  /// The kind of model in force: the one that was chosen, or the problem's default.
  public var modelKind: ModelKind {
    let problem = problemKind
    guard
      let kind = ModelKind.named(model) ?? ModelKind.all.first(where: { $0.learns(problem) })
    else { preconditionFailure("every problem has a kind of model that learns it") }
    return kind
  }

  /// The learning rate in force.
  public var learningRate: Double {
    rate ?? (isGated && modelKind.settings.contains("cell") ? 0.01 : 0.003)
  }
}
