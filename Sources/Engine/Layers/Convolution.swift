/// y_l = b + sum over k of W_k x_(l * stride + k - padding), as PyTorch's `nn.Conv1d`: a
/// cross-correlation, with zeros beyond both ends.
///
/// A signal of `length` positions for `batch` examples is a tensor of length * batch rows, like a
/// sequence, with one column per channel. The windows are laid out as rows, and the rest is one
/// product:
///
///     windows [lengthOut * batch, inputs * width],   y = windows W^T + b
private struct Convolution: Operation {
  let x: Tensor
  let y: Tensor
  let bias: Parameter?
  let options: Tape.ConvolutionOptions
  let width: Int
  let batch: Int
  let windows: Tensor
  let projection: Projection
  let arena: Arena

  var name: String { "convolution (\(projection.weight.name))" }
  var result: Tensor? { y }

  func forward() {
    let (from, to) = (arena.values(x), arena.values(windows))
    eachEntry { source, target in to[target] = source.map { from[$0] } ?? 0 }
    projection.forward(
      arena.valueRows(windows), rows: y.rows, from: projection.start(with: bias),
      into: arena.valueRows(y))
  }

  /// As for a linear layer over the windows, whose gradients are then added to those of x.
  func backward() {
    let dy = arena.gradientRows(y)
    if x.hasGradient {
      let (dx, dWindows) = (arena.gradients(x), arena.gradients(windows))
      projection.backwardInput(dy, rows: y.rows, into: arena.gradientRows(windows))
      eachEntry { source, target in
        if let source { dx[source] += dWindows[target] }
      }
    }
    projection.backwardWeight(dy, arena.valueRows(windows), rows: y.rows)
    if let bias { projection.backwardBias([bias], dy, rows: y.rows) }
  }

  /// Every entry of the windows, with the entry of x that it is a copy of; nil beyond the ends.
  @inline(__always)
  private func eachEntry(_ body: (_ source: Int?, _ target: Int) -> Void) {
    let length = x.rows / batch
    for row in 0..<y.rows {
      let first = row / batch * options.stride - options.padding
      for k in 0..<width {
        let position = first + k * options.dilation
        let source = (position * batch + row % batch) * x.stride
        for channel in 0..<x.columns {
          body(
            position >= 0 && position < length ? source + channel : nil,
            row * windows.stride + channel * width + k)
        }
      }
    }
  }
}

extension Tape {
  /// How a convolution's windows are placed.
  public struct ConvolutionOptions: Sendable, Equatable {
    /// Zeros beyond each end.
    public var padding: Int
    /// Positions from one window to the next.
    public var stride: Int
    /// Positions from one entry of a window to the next.
    public var dilation: Int

    /// PyTorch's defaults.
    public init(padding: Int = 0, stride: Int = 1, dilation: Int = 1) {
      precondition(
        padding >= 0 && stride > 0 && dilation > 0,
        "a convolution's padding is at least 0, its stride and dilation are above 0")
      self.padding = padding
      self.stride = stride
      self.dilation = dilation
    }
  }

  /// Records a one-dimensional convolution.
  ///
  /// - Parameters:
  ///   - x: [length * batch, inputs]
  ///   - batch: signals
  ///   - weight: [outputs, inputs, width]
  ///   - bias: [outputs], or nil
  ///   - options: padding, stride and dilation
  /// - Returns: [lengthOut * batch, outputs]
  public func convolution(
    _ x: Tensor, batch: Int, _ weight: Parameter, _ bias: Parameter? = nil,
    options: ConvolutionOptions = ConvolutionOptions()
  ) -> Tensor {
    precondition(
      weight.shape.count == 3 && weight.shape[1] == x.columns,
      "convolution: the weight has other channels than x")
    let span = options.dilation * (weight.shape[2] - 1) + 1
    let length = (x.rows / batch + 2 * options.padding - span) / options.stride + 1
    precondition(length > 0, "convolution: the window is wider than the signal")
    let y = input(rows: length * batch, columns: weight.rows)
    record(
      Convolution(
        x: x, y: y, bias: bias, options: options, width: weight.shape[2], batch: batch,
        windows: arena.input(rows: y.rows, columns: weight.columns),
        projection: arena.projection(of: weight, needsInputGradient: x.hasGradient), arena: arena))
    return y
  }
}
