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
      try StandardOutput.flush()
    } catch let failure as Failure {
      fail(failure.description)
    } catch let code as ExitCode {
      leave(code.rawValue)
    } catch {
      guard Unroll.exitCode(for: error).isSuccess else { fail(Unroll.message(for: error)) }
      print(Unroll.fullMessage(for: error))
      leave(0)
    }
  }

  /// Exits with `status`, or with 2 where what was printed could not be written.
  private static func leave(_ status: Int32) -> Never {
    do {
      try StandardOutput.flush()
    } catch {
      fail("\(error)")
    }
    exit(status)
  }

  /// Prints one line to standard error and exits with status 2.
  private static func fail(_ message: String) -> Never {
    let line = OneLine.text(message)
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
