import ArgumentParser
import Foundation
import Lab
import Screen

/// `unroll notes`: what a lesson says to whoever teaches it, page by page as the lab turns them.
struct Notes: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Follow the lab in another window and print the speaker notes of its page.")

  @Flag(help: "Print the notes of the page that is open now, and end.")
  var once = false

  @OptionGroup var home: LibraryOptions

  func run() throws {
    guard let path = OpenPage.path else { throw Failure("notes: there is no home folder") }
    let library = try home.library()
    var shown = ""
    while true {
      // Without the file no lab has been opened yet.
      let now = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      if now != shown {
        shown = now
        Self.tell(now, library)
      }
      if once { return }
      Thread.sleep(forTimeInterval: 0.2)
    }
  }

  private static func tell(_ position: String, _ library: Library) {
    let words = position.split(separator: " ").map(String.init)
    guard words.count == 2, let number = Int(words[1]),
      let lesson = library.experiments.first(where: { $0.lesson.name == words[0] })?.lesson,
      lesson.pages.indices.contains(number - 1)
    else {
      print("no lesson is open")
      fflush(nil)
      return
    }
    let page = lesson.pages[number - 1]
    print(
      "\n\(lesson.number) \(lesson.title), page \(number) of \(lesson.pages.count): \(page.title)\n"
    )
    if page.notes.isEmpty { print("(no notes)") }
    for line in page.notes { print(Spoken.clean(line)) }
    if lesson.pages.indices.contains(number) { print("\nnext: \(lesson.pages[number].title)") }
    fflush(nil)
  }
}

/// The page that the lab has open, in a small file that `unroll notes` follows.
enum OpenPage {
  /// The file; nil without a home.
  static var path: String? {
    Environment.folder("XDG_STATE_HOME", ".local/state").map { $0 + "/open-page" }
  }

  /// Writes down where the lab is.
  static func tell(_ state: LabState) {
    guard let path else { return }
    let text = state.open.map { "\($0.experiment.lesson.name) \($0.page + 1)" } ?? "contents"
    // Without a folder that can be written to the lab goes on; only `unroll notes` lags behind.
    try? FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    // For the same reason.
    try? Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
