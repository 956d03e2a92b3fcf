import ArgumentParser
import Foundation
import Runs

/// Shows that this machine gives the digits that every other gives.
struct DigitsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digits",
    abstract: "Check that this machine and build give every other's digits.")

  @Option(help: "Threads to compute with.")
  var threads = 1

  func run() throws {
    guard (1...64).contains(threads) else {
      throw Failure("--threads \(threads): allowed is 1 to 64")
    }
    let all = Build.digits(threads: threads)
    let width = all.map(\.name.count).max() ?? 0
    for item in all {
      let digest = String(item.digest, radix: 16)
      let verdict = item.digest == item.expected ? "as everywhere" : "DIFFERS"
      print(
        item.name.padding(toLength: width + 2, withPad: " ", startingAt: 0)
          + String(repeating: "0", count: 16 - digest.count) + digest + "  " + verdict)
    }
    guard all.allSatisfy({ $0.digest == $0.expected }) else {
      throw Failure("this machine's digits differ from those of other machines")
    }
  }
}
