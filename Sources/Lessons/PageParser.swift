import CMark

/// Reads the pages of a lesson, which are CommonMark: a second-level heading begins each.
struct PageParser {
  let file: String
  /// Lines of the file before the first line of the text.
  let lineOffset: Int

  /// What is wrong, in the order of the text.
  private(set) var mistakes: [LessonError] = []

  init(file: String, lineOffset: Int) { (self.file, self.lineOffset) = (file, lineOffset) }

  /// The pages, and the cells that are defined before the first of them or on one; what is wrong is
  /// left out and told in `mistakes`.
  mutating func pages(of text: String) -> (pages: [Page], cells: [CellBlock]) {
    guard let document = cmark_parse_document(text, text.utf8.count, CMARK_OPT_DEFAULT) else {
      mistakes.append(wrong(lineOffset + 1, "the pages could not be read"))
      return ([], [])
    }
    defer { cmark_node_free(document) }
    var pages: [Page] = []
    var cells: [CellBlock] = []
    for node in Children(document) where !isComment(node) {
      do throws(LessonError) {
        if cmark_node_get_type(node) == CMARK_NODE_HEADING, cmark_node_get_heading_level(node) <= 2
        {
          pages.append(
            Page(
              title: "", line: line(of: node), blocks: [], settings: [], notes: [], demo: [],
              exercises: []))
          pages[pages.count - 1] = try titled(pages[pages.count - 1], node)
          continue
        }
        try checkFence(node)
        let cell = try cellBlock(node)
        if let cell { cells.append(cell) }
        guard let page = pages.last else {
          if cell != nil { continue }
          throw wrong(line(of: node), "text before the first page; a page begins with ## Title")
        }
        pages[pages.count - 1] = try adding(node, to: page)
      } catch {
        mistakes.append(error)
      }
    }
    return (pages, cells)
  }

  /// A page with the title that its heading gives.
  private func titled(_ page: Page, _ heading: OpaquePointer) throws(LessonError) -> Page {
    let title = try spans(in: heading).map(\.text).joined()
    guard !title.isEmpty else { throw wrong(page.line, "a page needs a title") }
    return Page(
      title: title, line: page.line, blocks: [], settings: [], notes: [], demo: [], exercises: [])
  }

  /// Refuses a fenced block whose first word is nearly one that means something.
  private func checkFence(_ node: OpaquePointer) throws(LessonError) {
    guard cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK else { return }
    let word = info(of: node).split(separator: " ").first.map(String.init) ?? ""
    guard let meant = FenceWord.meant(by: word) else { return }
    throw LessonError(
      file: file, line: line(of: node),
      problem: "no block is called '\(word)'; is it '\(meant)'?", allowed: FenceWord.all)
  }

  /// The cell that a block defines; nil where it defines none.
  private func cellBlock(_ node: OpaquePointer) throws(LessonError) -> CellBlock? {
    guard cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK else { return nil }
    let words = info(of: node).split(separator: " ").map(String.init)
    guard words.first == "cell" else { return nil }
    guard words.count == 2 else {
      throw wrong(line(of: node), "a cell block has the name of its cell: ```cell mine")
    }
    return CellBlock(name: Word(text: words[1], line: line(of: node)), lines: try code(node))
  }

  /// The page with one more block: prose, settings, or an exercise.
  private func adding(_ node: OpaquePointer, to page: Page) throws(LessonError) -> Page {
    var (blocks, settings, exercises) = (page.blocks, page.settings, page.exercises)
    var (notes, demo) = (page.notes, page.demo)
    let isCode = cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK
    if isCode, info(of: node) == "lab" {
      settings += try fields(node, of: "lab")
    } else if isCode, info(of: node) == "demo" {
      demo += try fields(node, of: "demo")
    } else if isCode, info(of: node) == "notes" {
      notes += literal(of: node).split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)
    } else if isCode, let kind = Exercise.Kind(rawValue: info(of: node)) {
      guard exercises.count < 100 else {
        throw wrong(line(of: node), "a page has 100 exercises at most")
      }
      blocks.append(.exercise(exercises.count))
      exercises.append(
        Exercise(
          kind: kind, fields: try fields(node, of: kind.rawValue), line: line(of: node)))
    } else {
      blocks.append(try block(node, depth: 0))
    }
    return Page(
      title: page.title, line: page.line, blocks: blocks, settings: settings, notes: notes,
      demo: demo, exercises: exercises)
  }

  func wrong(_ line: Int, _ problem: String) -> LessonError {
    LessonError(file: file, line: line, problem: problem)
  }

  func line(of node: OpaquePointer) -> Int {
    lineOffset + max(1, Int(cmark_node_get_start_line(node)))
  }

  func literal(of node: OpaquePointer) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }

  func info(of node: OpaquePointer) -> String {
    cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
  }
}

/// The children of a CommonMark node, in order.
struct Children: Sequence, IteratorProtocol {
  private var node: OpaquePointer?

  init(_ parent: OpaquePointer) { node = cmark_node_first_child(parent) }

  mutating func next() -> OpaquePointer? {
    defer { node = node.flatMap { cmark_node_next($0) } }
    return node
  }
}
