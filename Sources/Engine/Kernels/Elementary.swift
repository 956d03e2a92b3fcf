/// Elementary functions over sixteen lanes, made of additions, multiplications, divisions and bit
/// patterns only, so that every processor gives the same digits. The polynomials are minimax fits.
///
/// Products and sums are rounded separately: the compiler makes clean vector code of them, but not
/// of long chains of fused ones.

/// e^x, with a relative error below 2.5e-7; x is clamped to -87...88, so the result is normal and
/// finite. NaN stays NaN.
@_transparent
func exp(_ x: Lanes) -> Lanes {
  // The order of the operands keeps NaN.
  let clamped = larger(Lanes(repeating: -87), smaller(Lanes(repeating: 88), x))
  // n = round(x / ln 2): adding 1.5 * 2^23 leaves the integer in the low bits.
  let magic = Lanes(repeating: 12_582_912)
  let shifted = clamped * 1.442_695 + magic
  let n = shifted - magic
  // ln 2 in two parts; n times the first is exact.
  let r = (clamped - n * 0.693_359_4) + n * 2.121_944_4e-4
  var p = r * 0.001_381_46 + 0.008_368_717
  p = p * r + 0.041_668_39
  p = p * r + 0.166_665_21
  p = p * r + 0.499_999_94
  p = (p * r) * r + r + 1
  let bits = unsafeBitCast(shifted, to: SIMD16<Int32>.self)
  let power = (bits &+ SIMD16(repeating: 127 - 0x4B40_0000)) &<< SIMD16(repeating: 23)
  return p * unsafeBitCast(power, to: Lanes.self)
}

/// 1 / (1 + e^-x).
@_transparent
func sigmoid(_ x: Lanes) -> Lanes { 1 / (1 + exp(-x)) }

/// The hyperbolic tangent: an odd polynomial near zero, where the quotient would lose digits.
@_transparent
func tanh(_ x: Lanes) -> Lanes {
  let z = x * x
  var p = z * -0.005_714_686_6 + 0.020_648_574
  p = p * z + -0.053_742_91
  p = p * z + 0.133_314_85
  p = p * z + -0.333_332_84
  let near = (x * z) * p + x
  let far = 1 - 2 / (exp(x + x) + 1)
  let isNear = z .< Lanes(repeating: 0.390_625)
  return far.replacing(with: near, where: isNear)
}

/// The square root of numbers that are not negative, with an error of at most one unit in the last
/// place: Newton's steps from a guess by the bit pattern (Lomont, "Fast inverse square root",
/// 2003). The system's is correctly rounded, but becomes sixteen calls of a scalar function.
@_transparent
func squareRoot(_ x: Lanes) -> Lanes {
  let bits = unsafeBitCast(x, to: SIMD16<Int32>.self)
  let guess = SIMD16<Int32>(repeating: 0x5F37_5A86) &- (bits &>> SIMD16(repeating: 1))
  var r = unsafeBitCast(guess, to: Lanes.self)
  let half = x * 0.5
  r = r * (1.5 - (half * r) * r)
  r = r * (1.5 - (half * r) * r)
  r = r * (1.5 - (half * r) * r)
  let s = x * r
  return s + (0.5 * r) * (x - s * s)
}

/// The natural logarithm of positive normal numbers, with an error below 2e-7 of the larger of the
/// result and one; -87.3 for anything smaller than the smallest normal number. NaN stays NaN.
@_transparent
func log(_ x: Lanes) -> Lanes {
  let clamped = larger(x, Lanes(repeating: Float.leastNormalMagnitude))
  let bits = unsafeBitCast(clamped, to: SIMD16<Int32>.self)
  // Splits x = m * 2^e with m in sqrt(1/2)..<sqrt(2): 0x3F3504F3 is the bit pattern of sqrt(1/2).
  let offset = bits &- SIMD16(repeating: 0x3F35_04F3)
  let exponent = offset &>> SIMD16(repeating: 23)
  let mantissa = bits &- (exponent &<< SIMD16(repeating: 23))
  let m = unsafeBitCast(mantissa, to: Lanes.self)
  let magic = SIMD16<Int32>(repeating: 0x4B40_0000)
  let e = unsafeBitCast(exponent &+ magic, to: Lanes.self) - 12_582_912
  let s = (m - 1) / (m + 1)
  let z = s * s
  var p = z * 0.235_849_87 + 0.285_371_7
  p = p * z + 0.400_003_37
  p = p * z + 0.666_666_6
  let near = (s * z) * p + (s + s)
  let result = e * 0.693_359_4 + (near - e * 2.121_944_4e-4)
  return result.replacing(with: x, where: x .!= x)
}

/// log(1 + e^x), safe for any x.
@_transparent
func softplus(_ x: Lanes) -> Lanes {
  let positive = x.replacing(with: Lanes(), where: x .< Lanes())
  let size = x.replacing(with: -x, where: x .< Lanes())
  return positive + log(1 + exp(-size))
}

/// The increasing positive function with which minGRU and minLSTM replace tanh in their logarithmic
/// form (Feng et al., "Were RNNs all we needed?", 2024, appendix B): x + 1/2 from zero on,
/// sigmoid(x) below.
@_transparent
func positive(_ x: Lanes) -> Lanes {
  sigmoid(x).replacing(with: x + 0.5, where: x .>= Lanes())
}

/// The derivative of `positive`, from its value: 1 from 1/2 on, y (1 - y) below.
@_transparent
func positiveSlope(_ y: Lanes) -> Lanes {
  (y * (1 - y)).replacing(with: Lanes(repeating: 1), where: y .>= Lanes(repeating: 0.5))
}

/// e^x of one number.
public func exponential(_ x: Float) -> Float { exp(Lanes(repeating: x))[0] }

/// The natural logarithm of one positive number.
public func logarithm(_ x: Float) -> Float { log(Lanes(repeating: x))[0] }

/// The logistic function of one number.
public func logistic(_ x: Float) -> Float { sigmoid(Lanes(repeating: x))[0] }
