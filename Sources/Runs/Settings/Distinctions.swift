extension Configuration {
  /// In what each of several configurations differs from the others, as a person would write it:
  /// `cell gru, layers 2`. Settings that change no loss do not count, nor those that do not apply
  /// to one of them; of equal configurations the words are empty.
  public static func distinctions(_ configurations: [Configuration]) -> [String] {
    let differing = Setting.catalogue.filter { setting in
      setting.changesLosses
        && Set(configurations.map { setting.value(in: $0) }).count > 1
    }
    return configurations.map { configuration in
      differing.map { "\($0.name) \($0.value(in: configuration))" }.joined(separator: ", ")
    }
  }
}

extension Setting {
  /// Whether another value makes other losses.
  var changesLosses: Bool { !["pace", "updates", "temperature"].contains(name) }
}
