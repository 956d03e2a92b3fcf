import Testing

@testable import Engine
@testable import Runs

/// The workloads have the sizes of real courses, at which threads share the work.
@Suite("Workloads", .serialized)
struct WorkloadTests {
  /// c is left out: it takes longest, and has no part that the others have not.
  static let keys = Workload.all.map(\.key).filter { $0 != "c" }

  @Test("two updates give the same weights, whatever the number of threads", arguments: keys)
  func threads(key: String) throws {
    let workload = try #require(Workload.all.first { $0.key == key })
    let weights = Denormals.flushed {
      [1, 2, 3].map { threads in
        let model = workload.make(threads)
        _ = model.step()
        _ = model.step()
        return model.tape.parameters.all.map { model.tape.parameters.values(of: $0) }
      }
    }
    #expect(weights[0].contains { $0.contains { $0 != 0 } })
    #expect(weights[1] == weights[0])
    #expect(weights[2] == weights[0])
  }
}
