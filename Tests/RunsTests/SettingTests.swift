import Testing

@testable import Runs

@Suite("Settings")
struct SettingTests {
  @Test(
    "Every setting reads back what it was given, and refuses what is not allowed",
    arguments: Setting.catalogue.map(\.name))
  func roundTrip(name: String) throws {
    let setting = try Setting.named(name)
    var configuration = Configuration()
    let value = setting.value(in: configuration)
    try setting.set(value, in: &configuration)
    #expect(configuration == Configuration())
    let error = #expect(throws: SettingError.self) {
      var configuration = Configuration()
      try setting.set("no such thing", in: &configuration)
    }
    #expect(error?.allowed == setting.allowed)
    #expect(throws: SettingError.self) {
      var configuration = Configuration()
      try setting.set("nan", in: &configuration)
    }
  }

  @Test("An unknown name lists every setting")
  func unknown() {
    let error = #expect(throws: SettingError.self) { try Setting.named("stepps") }
    #expect(
      error?.description.hasPrefix("no setting called 'stepps'; allowed: problem, ") == true)
  }

  @Test(
    "A value that is not valid is told with what is",
    arguments: [
      ("steps", "3", "'3' is not a valid value for steps; it takes 4 to 2000"),
      ("clip", "no", "'no' is not a valid value for clip; it takes off or 0.001 to 1000"),
      ("carry", "yes", "'yes' is not a valid value for carry; it takes on, off"),
    ])
  func invalid(name: String, value: String, message: String) throws {
    let setting = try Setting.named(name)
    let error = #expect(throws: SettingError.self) {
      var configuration = Configuration()
      try setting.set(value, in: &configuration)
    }
    #expect(error?.description == message)
  }

  @Test("Every setting has stops that it takes, at least two", arguments: Setting.catalogue)
  func stops(setting: Setting) throws {
    #expect(setting.stops.count >= 2 && Set(setting.stops).count == setting.stops.count)
    for value in setting.stops {
      var configuration = Configuration()
      try setting.set(value, in: &configuration)
      #expect(setting.value(in: configuration) == value)
    }
  }

  @Test("Stepping a setting stays within what it takes, from end to end")
  func steps() throws {
    for setting in Setting.catalogue {
      var either = 0
      for direction in [1, -1] {
        var configuration = Configuration()
        var seen = 0
        while seen < 200,
          let next = setting.value(
            after: setting.value(in: configuration), direction: direction)
        {
          try setting.set(next, in: &configuration)
          seen += 1
        }
        either += seen
      }
      // What is off, automatic or at its end can be stepped in one direction only.
      #expect(either > 0, "\(setting.name) cannot be stepped")
    }
  }
}
