import Lessons
import Screen

extension Experiment {
  /// Looks up every word of `lesson`; throws with file and line at the first that nothing knows,
  /// that has no effect, or that asks for a key that every lesson has.
  public init(_ lesson: Lesson) throws(LessonError) {
    try self.init(lesson, taken: Action.lessonKeys)
  }

  /// The same with every mistake, in the order of their lines; without an experiment where there is
  /// one.
  public static func read(
    _ lesson: Lesson
  ) -> (experiment: Experiment?, mistakes: [LessonError]) {
    read(lesson, taken: Action.lessonKeys)
  }
}

extension Action {
  /// The keys that every lesson has, with what they do.
  static var lessonKeys: [(key: Key, name: String)] {
    all.filter { $0.scopes.contains(.lesson) }.flatMap { action in
      action.bindings.map { (key: $0.key, name: action.help) }
    }
  }
}
