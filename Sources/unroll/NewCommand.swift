import ArgumentParser
import Foundation
import Lessons

/// `unroll new FILE.md`: a small lesson that is right, to be changed.
struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a small lesson of your own, to be changed.",
    discussion: """
      unroll check FILE.md tells what is wrong with it, and unroll open FILE.md opens it and reads \
      it again whenever it is saved.
      """)

  @Argument(help: "The file to write, such as my-lesson.md.")
  var file: String

  @Option(help: "What the lesson is called.")
  var title = "My lesson"

  func run() throws {
    guard Library.isFile(file) else {
      throw Failure("new \(file): a lesson is a file that ends in .md, such as \(file).md")
    }
    guard !FileManager.default.fileExists(atPath: file) else {
      throw Failure("new \(file): is there already")
    }
    guard !title.isEmpty, !title.contains(where: { $0.isNewline || ":#{}[]&*'\"".contains($0) })
    else {
      throw Failure("--title: a title has no line breaks and none of : # { } [ ] & * ' \"")
    }
    try OutputFile(file, option: "new").write([UInt8](LessonTemplate.text(title: title).utf8))
    print("wrote \(file); next: unroll check \(file), unroll open \(file)")
  }
}
