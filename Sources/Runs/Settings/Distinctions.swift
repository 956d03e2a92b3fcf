extension Configuration {
  /// In what each of several configurations differs from the others, as a person would write it:
  /// `cell gru, layers 2`. Settings that change no loss do not count, nor does one that has no
  /// effect; of equal configurations the words are empty.
  public static func distinctions(_ configurations: [Configuration]) -> [String] {
    let differing = Setting.catalogue.filter { setting in
      setting.changesLosses && Set(configurations.compactMap { $0.inEffect(setting) }).count > 1
    }
    return configurations.map { configuration in
      differing.compactMap { setting in
        configuration.inEffect(setting).map { "\(setting.name) \($0)" }
      }.joined(separator: ", ")
    }
  }

  /// The settings whose values it would have to take to make the losses of `other`, each with that
  /// value: `clip off`. Settings that have no effect there do not count.
  public func missing(toBe other: Configuration) -> [String] {
    Setting.catalogue.compactMap { setting in
      guard setting.changesLosses, let wanted = other.inEffect(setting),
        other.inEffect(setting, inFull: true) != inEffect(setting, inFull: true)
      else { return nil }
      return "\(setting.name) \(wanted)"
    }
  }

  /// The value of a setting that has an effect; nil where it has none.
  ///
  /// - Parameter inFull: with the equations of a cell of one's own, which its name does not tell
  private func inEffect(_ setting: Setting, inFull: Bool = false) -> String? {
    guard setting.applies(to: self) else { return nil }
    if setting.name == "model" { return modelKind.name }
    return inFull ? setting.record(in: self) : setting.value(in: self)
  }
}

extension Setting {
  /// Whether another value makes other losses.
  public var changesLosses: Bool { !["pace", "updates", "temperature"].contains(name) }
}
