import CMark

/// Reads the pages of a lesson, which are CommonMark: a second-level heading begins each.
struct PageParser {
  let file: String
  /// Lines of the file before the first line of the text.
  let lineOffset: Int

  /// The widest line of code that every screen shows.
  private static let codeWidth = 62

  /// The pages, and the cells that are defined before the first of them or on one.
  func pages(of text: String) throws(LessonError) -> (pages: [Page], cells: [CellBlock]) {
    guard let document = cmark_parse_document(text, text.utf8.count, CMARK_OPT_DEFAULT) else {
      throw wrong(lineOffset + 1, "the pages could not be read")
    }
    defer { cmark_node_free(document) }
    var pages: [Page] = []
    var cells: [CellBlock] = []
    var open: Page?
    for node in Children(document) {
      if cmark_node_get_type(node) == CMARK_NODE_HEADING, cmark_node_get_heading_level(node) <= 2 {
        if let open { pages.append(try checked(open)) }
        let title = try spans(in: node).map(\.text).joined()
        open = Page(
          title: title, line: line(of: node), blocks: [], settings: [], notes: [],
          demo: [], exercises: [])
        continue
      }
      try checkFence(node)
      let cell = try cellBlock(node)
      if let cell { cells.append(cell) }
      guard let page = open else {
        if cell != nil { continue }
        throw wrong(line(of: node), "text before the first page; a page begins with ## Title")
      }
      open = try adding(node, to: page)
    }
    if let open { pages.append(try checked(open)) }
    return (pages, cells)
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

  private func checked(_ page: Page) throws(LessonError) -> Page {
    guard !page.title.isEmpty else { throw wrong(page.line, "a page needs a title") }
    return page
  }

  private func wrong(_ line: Int, _ problem: String) -> LessonError {
    LessonError(file: file, line: line, problem: problem)
  }

  private func line(of node: OpaquePointer) -> Int {
    lineOffset + max(1, Int(cmark_node_get_start_line(node)))
  }

  private func literal(of node: OpaquePointer) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }

  private func info(of node: OpaquePointer) -> String {
    cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
  }

  // MARK: Blocks

  private func block(_ node: OpaquePointer, depth: Int) throws(LessonError) -> Block {
    guard depth < 8 else { throw wrong(line(of: node), "lists and quotes nest too deep") }
    switch cmark_node_get_type(node) {
    case CMARK_NODE_PARAGRAPH: return .paragraph(try spans(in: node))
    case CMARK_NODE_HEADING: return .heading(try spans(in: node))
    case CMARK_NODE_CODE_BLOCK: return .code(try code(node))
    case CMARK_NODE_BLOCK_QUOTE: return .quote(try blocks(in: node, depth: depth + 1))
    case CMARK_NODE_LIST:
      var items: [[Block]] = []
      for item in Children(node) { items.append(try blocks(in: item, depth: depth + 1)) }
      let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
      return .list(items, start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil)
    case CMARK_NODE_HTML_BLOCK: throw wrong(line(of: node), "a lesson may not hold HTML")
    case CMARK_NODE_THEMATIC_BREAK:
      throw wrong(line(of: node), "a lesson needs no rules; pages begin with ## Title")
    default: throw wrong(line(of: node), "this kind of block is not known")
    }
  }

  private func blocks(in node: OpaquePointer, depth: Int) throws(LessonError) -> [Block] {
    var blocks: [Block] = []
    for child in Children(node) { blocks.append(try block(child, depth: depth)) }
    return blocks
  }

  private func code(_ node: OpaquePointer) throws(LessonError) -> [String] {
    var lines = literal(of: node).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    if lines.last == "" { lines.removeLast() }
    if let wide = lines.firstIndex(where: { $0.count > Self.codeWidth }) {
      throw wrong(
        line(of: node) + wide, "a line of code is wider than \(Self.codeWidth) columns")
    }
    return lines
  }

  /// The lines `name: value` of a block called `kind`.
  private func fields(
    _ node: OpaquePointer, of kind: String
  ) throws(LessonError) -> [Assignment] {
    var settings: [Assignment] = []
    let lines = literal(of: node).split(separator: "\n", omittingEmptySubsequences: false)
    for (index, text) in lines.enumerated() where text.contains(where: { !$0.isWhitespace }) {
      let number = line(of: node) + 1 + index
      let parts = text.split(separator: ":", maxSplits: 1).map { part in
        part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
      }
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
        throw wrong(number, "a \(kind) block holds lines of 'name: value'")
      }
      settings.append(
        Assignment(
          key: Word(text: String(parts[0]), line: number),
          value: Word(text: String(parts[1]), line: number)))
    }
    return settings
  }

  // MARK: Spans

  private func spans(in node: OpaquePointer) throws(LessonError) -> [Span] {
    var spans: [Span] = []
    for child in Children(node) { try add(child, style: Span(text: ""), to: &spans, depth: 0) }
    return spans
  }

  private func add(
    _ node: OpaquePointer, style: Span, to spans: inout [Span], depth: Int
  ) throws(LessonError) {
    guard depth < 8 else { throw wrong(line(of: node), "emphasis nests too deep") }
    var style = style
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT: style.text = literal(of: node)
    case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: style.text = " "
    case CMARK_NODE_CODE:
      style.text = literal(of: node)
      style.code = true
    case CMARK_NODE_STRONG:
      style.strong = true
      return try addChildren(of: node, style: style, to: &spans, depth: depth + 1)
    case CMARK_NODE_EMPH:
      style.emphasis = true
      return try addChildren(of: node, style: style, to: &spans, depth: depth + 1)
    case CMARK_NODE_LINK:
      return try addChildren(of: node, style: style, to: &spans, depth: depth + 1)
    case CMARK_NODE_IMAGE: throw wrong(line(of: node), "a lesson may not hold pictures")
    case CMARK_NODE_HTML_INLINE: throw wrong(line(of: node), "a lesson may not hold HTML")
    default: throw wrong(line(of: node), "this kind of text is not known")
    }
    spans.append(style)
  }

  private func addChildren(
    of node: OpaquePointer, style: Span, to spans: inout [Span], depth: Int
  ) throws(LessonError) {
    for child in Children(node) { try add(child, style: style, to: &spans, depth: depth) }
  }
}

/// The children of a CommonMark node, in order.
private struct Children: Sequence, IteratorProtocol {
  private var node: OpaquePointer?

  init(_ parent: OpaquePointer) { node = cmark_node_first_child(parent) }

  mutating func next() -> OpaquePointer? {
    defer { node = node.flatMap { cmark_node_next($0) } }
    return node
  }
}
