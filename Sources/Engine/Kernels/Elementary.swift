/// Elementary functions over sixteen lanes, made of fused multiply-adds and bit patterns only, so
/// that every processor with FMA gives the same digits. The polynomials are least-maximum fits.

/// e^x, with a relative error below 2e-7; x is held within -87...88, so the result is normal and finite.
/// Not a number stays not a number.
@inline(__always)
func exp(_ x: Lanes) -> Lanes {
  let held = larger(smaller(Lanes(repeating: 88), x), Lanes(repeating: -87))
  // n = round(x / ln 2): adding 1.5 * 2^23 leaves the integer in the low bits.
  let magic = Lanes(repeating: 12_582_912)
  let shifted = fused(held, Lanes(repeating: 1.442_695), plus: magic)
  let n = shifted - magic
  let high = fused(n, Lanes(repeating: -0.693_359_4), plus: held)
  let r = fused(n, Lanes(repeating: 2.121_944_4e-4), plus: high)
  var p = Lanes(repeating: 0.001_381_46)
  p = fused(p, r, plus: Lanes(repeating: 0.008_368_717))
  p = fused(p, r, plus: Lanes(repeating: 0.041_668_39))
  p = fused(p, r, plus: Lanes(repeating: 0.166_665_21))
  p = fused(p, r, plus: Lanes(repeating: 0.499_999_94))
  p = fused(p * r, r, plus: r) + 1
  let bits = unsafeBitCast(shifted, to: SIMD16<Int32>.self)
  let power = (bits &+ SIMD16(repeating: 127 - 0x4B40_0000)) &<< SIMD16(repeating: 23)
  let result = p * unsafeBitCast(power, to: Lanes.self)
  return result.replacing(with: x, where: x .!= x)
}

/// 1 / (1 + e^-x).
@inline(__always)
func sigmoid(_ x: Lanes) -> Lanes { 1 / (1 + exp(-x)) }

/// The hyperbolic tangent: an odd polynomial near zero, where the quotient would lose digits.
@inline(__always)
func tanh(_ x: Lanes) -> Lanes {
  let z = x * x
  var p = Lanes(repeating: -0.005_714_686_6)
  p = fused(p, z, plus: Lanes(repeating: 0.020_648_574))
  p = fused(p, z, plus: Lanes(repeating: -0.053_742_91))
  p = fused(p, z, plus: Lanes(repeating: 0.133_314_85))
  p = fused(p, z, plus: Lanes(repeating: -0.333_332_84))
  let near = fused(x * z, p, plus: x)
  let far = 1 - 2 / (exp(x + x) + 1)
  let isNear = z .< Lanes(repeating: 0.390_625)
  return far.replacing(with: near, where: isNear)
}

/// The natural logarithm of positive normal numbers, with an error below 2e-7 of the larger of the
/// result and one; -87.3 for anything smaller than the smallest normal number.
@inline(__always)
func log(_ x: Lanes) -> Lanes {
  let held = larger(x, Lanes(repeating: Float.leastNormalMagnitude))
  let bits = unsafeBitCast(held, to: SIMD16<Int32>.self)
  // Splits x = m * 2^e with m in sqrt(1/2)..<sqrt(2): 0x3F3504F3 is the bit pattern of sqrt(1/2).
  let offset = bits &- SIMD16(repeating: 0x3F35_04F3)
  let exponent = offset &>> SIMD16(repeating: 23)
  let mantissa = bits &- (exponent &<< SIMD16(repeating: 23))
  let m = unsafeBitCast(mantissa, to: Lanes.self)
  let magic = SIMD16<Int32>(repeating: 0x4B40_0000)
  let e = unsafeBitCast(exponent &+ magic, to: Lanes.self) - 12_582_912
  let s = (m - 1) / (m + 1)
  let z = s * s
  var p = Lanes(repeating: 0.235_849_87)
  p = fused(p, z, plus: Lanes(repeating: 0.285_371_7))
  p = fused(p, z, plus: Lanes(repeating: 0.400_003_37))
  p = fused(p, z, plus: Lanes(repeating: 0.666_666_6))
  let near = fused(s * z, p, plus: s + s)
  let low = fused(e, Lanes(repeating: -2.121_944_4e-4), plus: near)
  let result = fused(e, Lanes(repeating: 0.693_359_4), plus: low)
  return result.replacing(with: x, where: x .!= x)
}

/// log(1 + e^x), safe for any x.
@inline(__always)
func softplus(_ x: Lanes) -> Lanes {
  let positive = x.replacing(with: Lanes(), where: x .< Lanes())
  let size = x.replacing(with: -x, where: x .< Lanes())
  return positive + log(1 + exp(-size))
}

/// The increasing positive function with which minGRU and minLSTM replace tanh in their logarithmic
/// form (Feng et al., "Were RNNs all we needed?", 2024, appendix B): x + 1/2 from zero on,
/// sigmoid(x) below.
@inline(__always)
func positive(_ x: Lanes) -> Lanes {
  sigmoid(x).replacing(with: x + 0.5, where: x .>= Lanes())
}

/// The slope of `positive`, from its value: 1 from 1/2 on, y (1 - y) below.
@inline(__always)
func positiveSlope(_ y: Lanes) -> Lanes {
  (y * (1 - y)).replacing(with: Lanes(repeating: 1), where: y .>= Lanes(repeating: 0.5))
}

/// e^x of one number.
public func exponential(_ x: Float) -> Float { exp(Lanes(repeating: x))[0] }

/// The natural logarithm of one positive number.
public func logarithm(_ x: Float) -> Float { log(Lanes(repeating: x))[0] }

/// The logistic function of one number.
public func logistic(_ x: Float) -> Float { sigmoid(Lanes(repeating: x))[0] }
