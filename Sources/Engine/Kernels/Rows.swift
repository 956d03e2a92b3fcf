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

/// Ids in a tape's arena, or lengths of sequences, or indices of rows.
///
/// It is safe as `Floats` is: the arena owns the memory, and the count comes with the pointer.
typealias Ids = UnsafeMutableBufferPointer<Int32>

/// Rows of a matrix in any order: row `i` is row `indices[i]` of `base`.
struct IndexedRows {
  let base: Floats
  let indices: Ids
}
