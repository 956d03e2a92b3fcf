/// softmax of a row of `columns` logits, its padding zero; returns log of the sum of e^x.
///
/// The maximum is subtracted before the exponential, so any finite logits are safe.
func softmaxRow(_ x: Floats, into p: Floats, columns: Int) -> Float {
  let padded = paddedCount(columns)
  var most = Lanes(repeating: -.greatestFiniteMagnitude)
  for lane in stride(from: 0, to: padded, by: 16) {
    let held = Lanes(repeating: -.greatestFiniteMagnitude)
      .replacing(with: x[lanes: lane], where: firstLanes(columns - lane))
    most = larger(held, most)
  }
  let top = most.max()
  var sums = Lanes()
  for lane in stride(from: 0, to: padded, by: 16) {
    let e = exp(x[lanes: lane] - top)
    let valid = Lanes().replacing(with: e, where: firstLanes(columns - lane))
    p[lanes: lane] = valid
    sums += valid
  }
  let total = sum(sums)
  let scale = 1 / total
  for lane in stride(from: 0, to: padded, by: 16) { p[lanes: lane] *= scale }
  return top + logarithm(total)
}
