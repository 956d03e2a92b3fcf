import Foundation
import Testing

@testable import Engine

/// What most cases need: parameters filled by name, and gradients and steps compared by name.
extension Fixture {
  /// Sets every parameter to the case's of the same name.
  func fill(_ parameters: Parameters, prefix: String = "") throws {
    for parameter in parameters.all {
      let name = String(parameter.name.dropFirst(prefix.count))
      let truth = try require("params", name)
      try #require(truth.shape == parameter.shape, "\(self.name): the shape of \(name)")
      parameters.set(parameter, truth.floats)
    }
    let known = Set(parameters.all.map { String($0.name.dropFirst(prefix.count)) })
    let rest = Set(names(in: "params")).subtracting(known)
    try #require(rest.isEmpty, "\(name) has parameters that the model lacks: \(rest)")
  }

  /// Compares the gradient of every parameter.
  func expectGradients(_ parameters: Parameters, prefix: String = "") throws {
    for name in names(in: "grads.params") {
      let parameter = try #require(parameters[prefix + name], "no parameter called \(name)")
      try expect(parameters.gradient(of: parameter), "grads.params", name)
    }
  }

  /// Compares states, gates and their gradients of every layer and direction, step by step.
  ///
  /// - Parameter module: what comes before the names, such as `encoder.`
  func expectSteps(_ stack: RecurrentStack, module: String = "") throws {
    for (layer, sides) in stack.layers.enumerated() {
      for side in sides {
        let suffix = "_l\(layer)" + (side.isReversed ? "_reverse" : "")
        let ours = names(in: "steps").filter { $0.hasPrefix(module) && $0.hasSuffix(suffix) }
        try #require(!ours.isEmpty, "\(name) has no steps of layer \(layer)")
        for step in ours {
          let name = String(step.dropFirst(module.count).dropLast(suffix.count))
          try expect(try Self.value(name, of: [side]), "steps", step)
        }
      }
    }
  }

  /// Step values of one layer in one direction, whose steps may be recurrences of one step each.
  static func value(_ name: String, of parts: [Recurrence]) throws -> [Float] {
    let kind = try #require(parts.first).kind
    if let gate = name.split(separator: "_", maxSplits: 1).last, name.hasPrefix("gate_") {
      let spoken = ["h_tilde": "h~", "C_tilde": "g"][String(gate)] ?? String(gate)
      let index = try #require(kind.gates.firstIndex(of: spoken), "no gate called \(gate)")
      return parts.flatMap { $0.gate(index) }
    }
    let isGradient = name.hasPrefix("dL_d")
    let state = isGradient ? String(name.dropFirst(4)) : name
    let index = try #require(kind.states.firstIndex(of: state), "no step value called \(name)")
    return try parts.flatMap { part in
      guard isGradient else { return part.stateValues(index) }
      guard index == 1, part.lengths != nil else { return part.stateGradients(index) }
      return try gradientFromLaterSteps(part)
    }
  }

  /// The packed cases have dL/dc without the path through h of the same step, which the other cases
  /// include: dL/dc - dL/dh o (1 - tanh(c)^2).
  private static func gradientFromLaterSteps(_ part: Recurrence) throws -> [Float] {
    let output = part.gate(try #require(part.kind.gates.firstIndex(of: "o")))
    let (total, h, c) = (part.stateGradients(1), part.stateGradients(0), part.stateValues(1))
    return total.indices.map { index in
      let squashed = Float(Foundation.tanh(Double(c[index])))
      return total[index] - h[index] * output[index] * (1 - squashed * squashed)
    }
  }
}
