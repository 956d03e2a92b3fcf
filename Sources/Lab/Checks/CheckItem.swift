import Lessons
import Runs

/// Something that a lesson says or promises, and how `unroll check` finds out whether it is so.
public struct CheckItem: Sendable {
  /// What is checked.
  public enum Subject: Sendable {
    /// A statement holds for as many seeds as it must, and gives the numbers that are recorded.
    case claim(Claim)
    /// One choice comes true, the same from nearly every seed.
    case prediction(Prediction)
    /// A page as it opens does not do by itself what a student is to bring about.
    case challengeIsOpen(Challenge)
    /// What is shown does.
    case challengeIsMet(Challenge)
    /// A demonstration plays to its end, and meets the challenges that show nothing themselves.
    case demo([Challenge])
    /// Each hint is seen when it is asked for.
    case hints(Challenge)
  }

  /// What is checked.
  public let subject: Subject
  /// The file and the line.
  public let location: String
  let experiment: Experiment
  /// The page, from 0.
  let page: Int

  /// The lesson's name.
  public var lesson: String { experiment.lesson.name }

  /// What is done for it.
  enum Work: Sendable {
    /// A run from each of several seeds.
    case trials(Trial.Plan, seeds: Int)
    /// The lesson's demonstration.
    case demo
    /// A challenge's hints.
    case hints
  }

  /// Whether it takes so long that only `check --all` does it.
  public var isSlow: Bool {
    switch subject {
    case .claim(let claim): claim.trials.isSlow
    case .prediction(let prediction): prediction.isSlow
    case .challengeIsOpen, .challengeIsMet, .demo, .hints: false
    }
  }

  /// What is said or promised, in words.
  public var text: String {
    switch subject {
    case .claim(let claim): claim.text
    case .prediction(let prediction): "question: \(prediction.question)"
    case .challengeIsOpen(let challenge): "not done before: \(challenge.text)"
    case .challengeIsMet(let challenge): "done when shown: \(challenge.text)"
    case .demo: "the demonstration ends"
    case .hints(let challenge): "hints are seen: \(challenge.text)"
    }
  }

  /// Seeds that predictions are tried from.
  static let seeds = 5
  /// For how many of them one choice must come true.
  static let least = 4

  var work: Work {
    let page = experiment.pages[page]
    func plan(
      _ settings: [String], updates: Int?, _ conditions: [Condition], isReached: Bool = false
    ) -> Trial.Plan {
      var configuration = page.configuration
      // The reader of the lesson has tried these settings.
      for text in settings { try? configuration.apply(text) }
      return Trial.Plan(
        configuration, contestants: page.contestants(beside: configuration),
        watched: Watch(page.observations, beside: page.watch.beside),
        updates: updates ?? configuration.updates, conditions: conditions, isReached: isReached)
    }
    switch subject {
    case .claim(let claim):
      return .trials(
        plan(
          claim.trials.settings, updates: claim.trials.updates, [claim.condition],
          isReached: claim.isReached),
        seeds: claim.trials.seeds)
    case .prediction(let prediction):
      return .trials(
        plan(prediction.path, updates: prediction.after, prediction.choices.map(\.condition)),
        seeds: Self.seeds)
    case .challengeIsOpen(let challenge):
      return .trials(plan([], updates: nil, [challenge.condition], isReached: true), seeds: 1)
    case .challengeIsMet(let challenge):
      return .trials(
        plan(challenge.solution, updates: nil, [challenge.condition], isReached: true), seeds: 1)
    case .demo: return .demo
    case .hints: return .hints
    }
  }
}

extension Experiment {
  /// Everything in it that can be checked by running it, in the order of its pages.
  public var checkItems: [CheckItem] {
    var items: [CheckItem] = []
    for (number, page) in pages.enumerated() {
      func add(_ subject: CheckItem.Subject, line: Int) {
        items.append(
          CheckItem(
            subject: subject, location: "\(lesson.file):\(line)", experiment: self, page: number))
      }
      for exercise in page.exercises {
        switch exercise {
        case .claim(let claim): add(.claim(claim), line: claim.line)
        case .prediction(let prediction) where prediction.guessed == nil:
          add(.prediction(prediction), line: prediction.line)
        case .prediction: break
        case .challenge(let challenge):
          add(.challengeIsOpen(challenge), line: challenge.line)
          if !challenge.solution.isEmpty { add(.challengeIsMet(challenge), line: challenge.line) }
          if !challenge.hints.isEmpty { add(.hints(challenge), line: challenge.line) }
        }
      }
    }
    if let first = pages.firstIndex(where: { !$0.demo.isEmpty }) {
      let unshown = pages.flatMap(\.exercises).compactMap { exercise -> Challenge? in
        guard case .challenge(let challenge) = exercise, challenge.solution.isEmpty else {
          return nil
        }
        return challenge
      }
      items.append(
        CheckItem(
          subject: .demo(unshown), location: "\(lesson.file):\(pages[first].text.line)",
          experiment: self, page: first))
    }
    return items
  }
}
