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

  /// The value of a setting that has an effect; nil where it has none.
  private func inEffect(_ setting: Setting) -> String? {
    guard setting.applies(to: self) else { return nil }
    return setting.name == "model" ? modelKind.name : setting.value(in: self)
  }
}

extension Setting {
  /// Whether another value makes other losses.
  var changesLosses: Bool { !["pace", "updates", "temperature"].contains(name) }
}
