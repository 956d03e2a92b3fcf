/// Rows of a matrix: row `i` is at `i * stride`. A stride of zero makes all rows the same.
struct Rows {
  let base: Floats
  let stride: Int

  @inline(__always)
  subscript(_ i: Int) -> Floats { base.advanced(by: i &* stride) }

  /// The same rows from row `row` on.
  @inline(__always)
  func from(_ row: Int) -> Rows { Rows(base: self[row], stride: stride) }
}
