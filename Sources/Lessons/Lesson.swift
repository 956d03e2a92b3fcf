/// A word of a lesson file, and where it is.
public struct Word: Sendable, Equatable {
  /// The word.
  public let text: String
  /// Its line in the file, from 1.
  public let line: Int

  /// A word at a line.
  public init(text: String, line: Int) {
    self.text = text
    self.line = line
  }
}

/// A setting as written: `steps: 40`.
public struct Assignment: Sendable, Equatable {
  /// What is written before the colon.
  public let key: Word
  /// What is written after it.
  public let value: Word
}

/// A lesson file, read but not yet looked up: its words may name things that do not exist.
public struct Lesson: Sendable, Equatable {
  /// The file as a person would name it, such as `lessons/07-vanishing.md`.
  public let file: String
  /// The file's name without its ending: `07-vanishing`.
  public let name: String
  /// The number that the name begins with; 0 without one.
  public let number: Int
  /// What the lesson is called in the contents.
  public let title: String
  /// The part of the course it belongs to.
  public let part: String
  /// Its one idea, in a few words.
  public let idea: String
  /// Settings of the problem.
  public let problem: [Assignment]
  /// Settings of the model.
  public let model: [Assignment]
  /// Settings of the training.
  public let training: [Assignment]
  /// The panels, the main one first.
  public let panels: [Word]
  /// The knobs that keys turn.
  public let keys: [Word]
  /// The cells that it defines by their equations.
  public let cells: [CellBlock]
  /// The pages; never empty.
  public let pages: [Page]
}

/// A page of a lesson: what a person reads at once, and settings that it changes.
public struct Page: Sendable, Equatable {
  /// The heading.
  public let title: String
  /// The heading's line in the file.
  public let line: Int
  /// The text.
  public let blocks: [Block]
  /// The lines of its `lab` block.
  public let settings: [Assignment]
  /// What its `notes` blocks say to whoever teaches it, line by line; the page does not show it.
  public let notes: [String]
  /// The lines of its `demo` blocks: what a demonstration of the page does, in order.
  public let demo: [Assignment]
  /// Its blocks that the lab acts on, in order.
  public let exercises: [Exercise]
}

/// A fenced block that the lab acts on: lines `name: value`.
public struct Exercise: Sendable, Equatable {
  /// What the lab does with it: the info string of the block.
  public enum Kind: String, Sendable, CaseIterable {
    /// The student says what will happen before a run.
    case predict
    /// The student brings something about, and the lab sees it.
    case `try`
    /// A statement that `unroll check` measures.
    case claim
  }

  /// What the lab does with it.
  public let kind: Kind
  /// Its lines; names may repeat.
  public let fields: [Assignment]
  /// The line of its opening fence.
  public let line: Int

  /// The values of `name`, in order.
  public func values(_ name: String) -> [Word] {
    fields.filter { $0.key.text == name }.map(\.value)
  }
}

/// A piece of a page.
public indirect enum Block: Sendable, Equatable {
  /// Running text.
  case paragraph([Span])
  /// A heading inside the page.
  case heading([Span])
  /// Lines shown as they are: an equation, a command.
  case code([String])
  /// Items; numbered from `start`, or bulleted where that is nil.
  case list([[Block]], start: Int?)
  /// Quoted text.
  case quote([Block])
  /// The slot of the page's exercise with this index.
  case exercise(Int)
}

/// Running text of one style.
public struct Span: Sendable, Equatable {
  /// What is written, without its marks.
  public var text: String
  /// Bold: where a term is defined, and keys.
  public var strong = false
  /// Emphasised.
  public var emphasis = false
  /// A word of the lab or of code.
  public var code = false
}

/// A mistake in a lesson file, in one line.
public struct LessonError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file as the person named it.
  public let file: String
  /// The line, from 1.
  public let line: Int
  /// The column, from 1; nil where the line says enough.
  public let column: Int?
  /// What is wrong.
  public let problem: String
  /// What could stand there; may be empty.
  public let allowed: [String]

  /// A mistake.
  public init(
    file: String, line: Int, column: Int? = nil, problem: String, allowed: [String] = []
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.problem = problem
    self.allowed = allowed
  }

  /// `file:line: what is wrong; allowed: this, that`, or `file:line:column: ...`.
  public var description: String {
    let list = allowed.isEmpty ? "" : "; allowed: \(allowed.joined(separator: ", "))"
    let location = [file, "\(line)"] + (column.map { ["\($0)"] } ?? [])
    return "\(location.joined(separator: ":")): \(problem)\(list)"
  }
}
