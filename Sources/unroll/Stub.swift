import Lab
enum Processor { static func missingFeature() -> String? { nil } }
enum SelfTest { static func runIfAsked() -> Bool { false } }
struct LabProgram {
  init(state: LabState, effects: [Effect] = [], library: Library, terminal: TerminalOptions, threads: Int = 1) {}
  func run() throws {}
}
