import Lessons
import Runs
import Screen

/// A step of a demonstration: `say`, `press` or `wait` in a `demo` block.
public enum DemoStep: Sendable, Equatable {
  /// Turns to a page, from 0.
  case page(Int)
  /// Shows a caption until the next.
  case say(String)
  /// Presses a key.
  case press(Key)
  /// Waits until the run is so.
  case wait(Condition)
  /// Waits for so many seconds.
  case rest(Double)
}

/// Turns the lines of `demo` blocks into steps.
struct DemoReader {
  let file: String
  /// What reads conditions of the page.
  var conditions: ExerciseReader
  /// What is wrong.
  private(set) var mistakes: [LessonError] = []
  /// The longest caption that an 80-column screen shows.
  private static let longestCaption = 72

  init(file: String, conditions: ExerciseReader) {
    (self.file, self.conditions) = (file, conditions)
  }

  /// The steps; a line that is wrong is told in `mistakes` and passed over.
  mutating func steps(_ lines: [Assignment], page: Int) -> [DemoStep] {
    var steps: [DemoStep] = lines.isEmpty ? [] : [.page(page)]
    for line in lines {
      do throws(LessonError) {
        steps += try self.steps(line)
      } catch {
        mistakes.append(error)
      }
    }
    return steps
  }

  private mutating func steps(_ line: Assignment) throws(LessonError) -> [DemoStep] {
    switch line.key.text {
    case "say":
      guard line.value.text.count <= Self.longestCaption else {
        throw wrong(
          line.value,
          "a caption has at most \(Self.longestCaption) characters, and this one "
            + "\(line.value.text.count)")
      }
      return [.say(line.value.text)]
    case "press":
      var steps: [DemoStep] = []
      for name in line.value.text.split(separator: " ") {
        guard let key = Key(named: String(name)) else {
          throw wrong(
            line.value, "no key '\(name)'", ["x", "space", "Tab", "PgDn", "up", "Esc", "Ctrl-P"])
        }
        steps.append(.press(key))
      }
      return steps
    case "wait": return [try wait(line.value)]
    default:
      throw wrong(line.key, "a demo has no line '\(line.key.text)'", ["say", "press", "wait"])
    }
  }

  /// `2 s`, or a condition.
  private mutating func wait(_ word: Word) throws(LessonError) -> DemoStep {
    let parts = word.text.split(separator: " ")
    if parts.count == 2, parts[1] == "s", let seconds = Double(parts[0]),
      (0...600).contains(seconds)
    {
      return .rest(seconds)
    }
    return .wait(try conditions.condition(word))
  }

  private func wrong(_ word: Word, _ problem: String, _ allowed: [String] = []) -> LessonError {
    LessonError(file: file, line: word.line, problem: problem, allowed: allowed)
  }
}
