/// What a model makes of examples that it never learned from.
extension Measurement {
  static let heldOutBits = Measurement(
    "held-out-bits", about: "bits per character on the held-out text",
    needs: .text,
    told: Telling(
      outlets: [.lines, .report],
      words: { number, _ in "\(text(number)) bits per character held out" }),
    value: { snapshot in
      snapshot.text.flatMap { Value($0.heldOutBits, at: $0.update) }
    })

  static let lowestHeldOutUpdate = Measurement(
    "lowest-held-out-update", about: "the update at which the held-out text cost least",
    needs: .text,
    told: Telling(words: { number, _ in "the held-out cost was lowest at update \(text(number))" }),
    value: { snapshot in
      snapshot.text.flatMap { Value($0.lowest?.x, at: $0.update) }
    })

  static let realWords = Measurement(
    "real-words", about: "the share of the words of the model's sample that the text has",
    needs: .text,
    told: Telling(
      words: { number, _ in "\(percent(number)) of the words in the network's sample are real" }),
    value: { snapshot in
      snapshot.text.flatMap { Value($0.realWords, at: $0.sampleUpdate) }
    })

  static let countedRealWords = Measurement(
    "counted-real-words",
    about: "the share of the words that counting of order 4 writes that the text has",
    needs: .text,
    told: Telling(
      words: { number, _ in "\(percent(number)) of the words in counting's sample are real" }),
    value: { snapshot in
      snapshot.text.flatMap { Value($0.countedRealWords, at: snapshot.update) }
    })

  static let closersRight = Measurement(
    "closers-right",
    about: "the share of closing brackets of the held-out text whose kind is right",
    needs: .text, given: { $0.problemKind.closesBrackets },
    told: Telling(
      outlets: [.lines, .report],
      words: { number, _ in "\(percent(number)) of brackets closed with the right kind" }),
    value: { snapshot in
      snapshot.text.flatMap { Value($0.closersRight, at: $0.update) }
    })

  static let exactMatch = Measurement(
    "exact-match",
    about: "the share of held-out targets that come out entirely right, fed its own symbols",
    needs: .translation,
    told: Telling(
      outlets: [.lines, .report, .status],
      words: { number, _ in "\(percent(number)) exact match" }),
    value: { snapshot in
      snapshot.translation.flatMap { Value($0.exactMatch, at: $0.update) }
    })

  static let teacherForcedAccuracy = Measurement(
    "teacher-forced-accuracy",
    about: "the share of held-out symbols that are right when the right ones are fed before them",
    needs: .translation,
    told: Telling(
      outlets: [.lines, .report],
      words: { number, _ in "\(percent(number)) of symbols right, teacher-forced" }),
    value: { snapshot in
      snapshot.translation.flatMap { Value($0.teacherForcedAccuracy, at: $0.update) }
    })

  static let accuracy = Measurement(
    "accuracy", about: "the share of held-out texts that are classified right",
    needs: .classification,
    told: Telling(
      outlets: [.lines, .report],
      words: { number, snapshot in
        guard let held = snapshot.classification else { return "accuracy \(percent(number))" }
        return "\(held.rightCount) of \(held.total) held-out texts classified right"
      }),
    value: { snapshot in
      snapshot.classification.flatMap { Value($0.accuracy, at: $0.update) }
    })

  static let recall = Measurement(
    "recall", about: "the share of held-out texts of the rarest class that are found",
    needs: .classification,
    told: Telling(
      outlets: [.lines, .report],
      words: { number, snapshot in
        guard let held = snapshot.classification else { return "recall \(percent(number))" }
        return "\(held.foundCount) of \(held.rarestTotal) \(held.labels[held.rarest]) found"
      }),
    value: { snapshot in
      snapshot.classification.flatMap { Value($0.found, at: $0.update) }
    })

  static let closedLoopError = Measurement(
    "closed-loop-error",
    about: "the squared error of a forecast that is fed its own predictions",
    needs: .forecast,
    told: Telling(outlets: [.lines, .report]),
    value: { snapshot in
      snapshot.forecast.flatMap { Value($0.closedLoopError, at: $0.update) }
    })

  /// A share in percent, with decimals where it is close to all or to nothing and neither.
  private static func percent(_ share: Double) -> String {
    guard share.isFinite else { return text(share) }
    let value = share * 100
    let isClose = value != value.rounded() && (value < 1 || value > 99)
    return isClose ? "\(text((value * 100).rounded() / 100)) %" : "\(Int(value.rounded())) %"
  }
}
