/// What the loss is without a part of the model.
extension Measurement {
  static let unitAblationLoss = Measurement(
    "unit-ablation-loss", about: "the loss without the hidden unit that is missed most",
    needs: .ablation,
    value: { snapshot in
      snapshot.ablation.flatMap { Value($0.largestUnitLoss, at: $0.update) }
    })

  /// The loss with a gate clamped in all units: `f-clamped-0`, `f'-clamped-1`; nil for other names.
  static func gateAblation(_ name: String) -> Measurement? {
    for (suffix, isOpen) in [("-clamped-0", false), ("-clamped-1", true)]
    where name.hasSuffix(suffix) && name.count > suffix.count {
      let gate = String(name.dropLast(suffix.count))
      return Measurement(
        name, about: "the loss with the gate \(gate) clamped to \(isOpen ? 1 : 0) in all units",
        needs: .ablation, given: { $0.clampableGates.contains(gate) },
        told: Telling(words: { number, _ in
          "loss \(text(number)) with \(gate) clamped to \(isOpen ? 1 : 0)"
        }),
        value: { snapshot in
          snapshot.ablation.flatMap {
            Value($0.loss(gate: gate, isOpen: isOpen), at: $0.update)
          }
        })
    }
    return nil
  }
}

extension Configuration {
  /// The names of the measurements with a gate of this cell clamped.
  var gateAblationNames: [String] {
    clampableGates.flatMap { ["\($0)-clamped-0", "\($0)-clamped-1"] }
  }
}
