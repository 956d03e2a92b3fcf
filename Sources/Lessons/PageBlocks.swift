import CMark

import func Screen.columns

/// Reads what is between two headings: paragraphs, lists, quotes, code and lines of fields.
extension PageParser {
  /// The widest line of code that every screen shows, in columns of the terminal.
  private static let codeWidth = 62

  func block(_ node: OpaquePointer, depth: Int) throws(LessonError) -> Block {
    guard depth < 8 else { throw wrong(line(of: node), "lists and quotes nest too deep") }
    switch cmark_node_get_type(node) {
    case CMARK_NODE_PARAGRAPH:
      guard !isTable(node) else {
        throw wrong(
          line(of: node),
          "a lesson may not hold a table; indent its lines by four spaces to show them as they are")
      }
      return .paragraph(try spans(in: node))
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
    default: throw wrong(line(of: node), "a lesson may not hold such a block")
    }
  }

  private func blocks(in node: OpaquePointer, depth: Int) throws(LessonError) -> [Block] {
    var blocks: [Block] = []
    for child in Children(node) where !isComment(child) {
      blocks.append(try block(child, depth: depth))
    }
    return blocks
  }

  func code(_ node: OpaquePointer) throws(LessonError) -> [String] {
    var lines = literal(of: node).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    if lines.last == "" { lines.removeLast() }
    if let wide = lines.firstIndex(where: { columns(of: $0) > Self.codeWidth }) {
      throw wrong(
        line(of: node) + wide, "a line of code is wider than \(Self.codeWidth) columns")
    }
    return lines
  }

  /// The lines `name: value` of a block called `kind`.
  func fields(
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

  /// Whether a node is a comment of the author and nothing else: `<!-- to do -->`.
  func isComment(_ node: OpaquePointer) -> Bool {
    guard cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK else { return false }
    let text = String(literal(of: node).reversed().drop(while: \.isWhitespace).reversed())
    // A comment ends at the first -->; what follows on its line would vanish with it.
    return text.hasPrefix("<!--") && text.hasSuffix("-->")
      && text.indices.count { text[$0...].hasPrefix("-->") } == 1
  }

  /// Whether a paragraph's second line is the rule below a table's head: `|---|:-:|`.
  private func isTable(_ paragraph: OpaquePointer) -> Bool {
    var lines = [""]
    for child in Children(paragraph) {
      switch cmark_node_get_type(child) {
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: lines.append("")
      default: lines[lines.count - 1] += literal(of: child)
      }
    }
    guard lines.count > 1 else { return false }
    return lines[1].contains("|") && lines[1].contains("-")
      && lines[1].allSatisfy { "|-: ".contains($0) }
  }
}
