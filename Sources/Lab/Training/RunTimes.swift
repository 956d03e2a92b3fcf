import Runs

/// How long the runs of a lesson take on this machine, by doing a few updates of each.
public struct RunTimes: Sendable, Equatable {
  /// A page whose run is another than that of the page before.
  public struct Page: Sendable, Equatable {
    /// The page, from 1.
    public let number: Int
    /// Seconds from the first update to the last that is planned, as the page paces it.
    public let seconds: Double
  }

  /// The pages, in order.
  public let pages: [Page]

  /// Seconds that are spent on each run, at most about this long.
  private static let probe = 0.08

  /// Times the runs of `experiment`; one that cannot be set up is passed over.
  public init(_ experiment: Experiment, library: TextLibrary, dataFile: String?) {
    let clock = ContinuousClock()
    var known: [Configuration] = []
    var pages: [Page] = []
    for (index, page) in experiment.pages.enumerated()
    where !known.contains(page.configuration) {
      known.append(page.configuration)
      // A run that cannot be set up says so when its page is opened; here it has no time.
      guard let run = try? HeadlessRun(page.configuration, library: library, dataFile: dataFile)
      else { continue }
      // The first update finds cold caches.
      run.train(updates: 1)
      var (done, spent) = (0, 0.0)
      while spent < Self.probe {
        let start = clock.now
        run.train(updates: 1)
        (done, spent) = (done + 1, spent + (clock.now - start) / .seconds(1))
      }
      let planned = Double(page.configuration.updates)
      let paced = page.configuration.pace.map { planned / $0 } ?? 0
      pages.append(Page(number: index + 1, seconds: max(paced, planned * spent / Double(done))))
    }
    self.pages = pages
  }

  /// `page 1: 5 s, page 4: 9 s`.
  public var text: String {
    pages.map { "page \($0.number): \(max(1, Int($0.seconds.rounded()))) s" }
      .joined(separator: ", ")
  }
}
