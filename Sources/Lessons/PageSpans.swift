import CMark

/// Reads running text: its emphasis, code and links.
extension PageParser {
  func spans(in node: OpaquePointer) throws(LessonError) -> [Span] {
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
      let first = spans.count
      try addChildren(of: node, style: style, to: &spans, depth: depth + 1)
      let address = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
      // An address that is its own text, such as <https://example.org>, is shown once.
      guard !address.hasSuffix(spans[first...].map(\.text).joined()) || spans.count == first
      else { return }
      style.text = spans.count == first ? address : " (\(address))"
    case CMARK_NODE_IMAGE: throw wrong(line(of: node), "a lesson may not hold pictures")
    case CMARK_NODE_HTML_INLINE where literal(of: node).hasPrefix("<!--"): return
    case CMARK_NODE_HTML_INLINE: throw wrong(line(of: node), "a lesson may not hold HTML")
    default: throw wrong(line(of: node), "a lesson may not hold such text")
    }
    spans.append(style)
  }

  private func addChildren(
    of node: OpaquePointer, style: Span, to spans: inout [Span], depth: Int
  ) throws(LessonError) {
    for child in Children(node) { try add(child, style: style, to: &spans, depth: depth) }
  }
}
