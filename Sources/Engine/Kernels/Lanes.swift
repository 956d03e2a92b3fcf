/// Sixteen numbers that go through one instruction together.
///
/// The width is logical: a processor with narrower registers uses two or four of them, and every
/// result is the same, because sums are always taken in the order written here.
typealias Lanes = SIMD16<Float>

/// `count` rounded up to a whole number of `Lanes`.
@_transparent
func paddedCount(_ count: Int) -> Int { (count + 15) & ~15 }

/// `c + a * b`, rounded once.
@_transparent
func fused(_ a: Lanes, _ b: Lanes, plus c: Lanes) -> Lanes { c.addingProduct(a, b) }

/// The sum of the lanes, always by the same tree: halves, quarters, eighths, pairs.
@_transparent
func sum(_ x: Lanes) -> Float {
  let eight = x.lowHalf + x.highHalf
  let four = eight.lowHalf + eight.highHalf
  let two = four.lowHalf + four.highHalf
  return two[0] + two[1]
}

/// The larger of two numbers in every lane; `b` where `a` is NaN.
@_transparent
func larger(_ a: Lanes, _ b: Lanes) -> Lanes { b.replacing(with: a, where: a .> b) }

/// The smaller of two numbers in every lane; `b` where `a` is NaN.
@_transparent
func smaller(_ a: Lanes, _ b: Lanes) -> Lanes { b.replacing(with: a, where: a .< b) }

/// True in the first `count` lanes.
@_transparent
func firstLanes(_ count: Int) -> SIMDMask<SIMD16<Int32>> {
  let index = SIMD16<Int32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
  return index .< SIMD16<Int32>(repeating: Int32(truncatingIfNeeded: min(count, 16)))
}
