import ArgumentParser
import Foundation

/// The entry: checks the processor, runs the command, and turns every error into one line.
@main
enum Main {
  static func main() {
    if let missing = Processor.missingFeature() {
      fail("this unroll was built for another processor (it needs \(missing)); build it here")
    }
    if SelfTest.runIfAsked() { return }
    do {
      var command = try Unroll.parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      fail(failure.description)
    } catch let code as ExitCode {
      exit(code.rawValue)
    } catch {
      let code = Unroll.exitCode(for: error)
      if code.isSuccess { Unroll.exit(withError: error) }
      fail(Unroll.message(for: error))
    }
  }

  /// Prints one line to standard error and exits with status 2.
  private static func fail(_ message: String) -> Never {
    let line = message.split(separator: "\n").joined(separator: " ")
    FileHandle.standardError.write(Data("unroll: \(line)\n".utf8))
    exit(2)
  }
}

/// A person's mistake, in one line.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
