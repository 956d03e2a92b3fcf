/// What the last backward pass tells of the gradient, and of what carries it.
extension Measurement {
  static let gradientNorm = Measurement(
    "gradient-norm", about: "the norm of the last gradient, before clipping",
    given: { $0.modelKind.learnsByDescent },
    told: Telling(outlets: [.report]),
    value: { Value($0.gradientNorm, at: $0.update) })

  static let gradientRatio = Measurement(
    "gradient-ratio",
    about: "|dL/dh_1| / |dL/dh_T|: the share of the last step's gradient that reaches the first",
    needs: .ruler,
    told: Telling(
      outlets: [.report],
      words: { number, snapshot in
        let state = snapshot.ruler?.state ?? "h"
        return "|dL/d\(state)_1| / |dL/d\(state)_T| = \(text(number))"
      }),
    value: { snapshot in
      snapshot.ruler.flatMap { Value($0.ratio, at: $0.update) }
    })

  static let gateProduct = Measurement(
    "gate-product",
    about: "the product over the sequence of the mean gate that keeps: the share of a state that "
      + "the gates leave",
    needs: .ruler, given: { $0.isGated },
    value: { snapshot in
      snapshot.ruler.flatMap { ruler in
        ruler.spectralRadius == nil ? Value(ruler.predictedRatio, at: ruler.update) : nil
      }
    })

  static let keepGate = Measurement(
    "keep-gate",
    about: "the mean over steps, sequences and units of the gate that keeps (f in an LSTM, z in a "
      + "GRU)",
    needs: .ruler, given: { $0.isGated },
    value: { snapshot in
      snapshot.ruler.flatMap { Value($0.gateMean, at: $0.update) }
    })

  static let spectralRadius = Measurement(
    "spectral-radius", about: "the largest absolute eigenvalue of W_h",
    needs: .ruler, given: { !$0.isGated },
    told: Telling(outlets: [.lines, .report]),
    value: { snapshot in
      snapshot.ruler.flatMap { Value($0.spectralRadius, at: $0.update) }
    })
}
