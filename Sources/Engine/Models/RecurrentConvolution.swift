/// Recurrences whose step is a convolution.
extension Tape {
  /// Records a convolutional recurrence over time: the state is a signal, and neighbours mix.
  ///
  ///     h_t = tanh(conv_x(x_t) + conv_h(h_(t-1)))
  ///
  /// - Parameters:
  ///   - x: one signal for each step, [length * batch, inputs]
  ///   - initial: h_0, [length * batch, hidden]
  ///   - batch: signals
  ///   - input: conv_x, [hidden, inputs, width], and its bias
  ///   - recurrent: conv_h, [hidden, hidden, width]; it has no bias
  /// - Returns: h of each step, [length * batch, hidden]
  public func convolutionalRecurrence(
    _ x: [Tensor], initial: Tensor, batch: Int, input: (weight: Parameter, bias: Parameter?),
    recurrent: Parameter
  ) -> [Tensor] {
    let (wide, deep) = (samePadding(input.weight), samePadding(recurrent))
    var h = initial
    return x.map { x in
      h = tanh(
        sum(
          convolution(x, batch: batch, input.weight, input.bias, shape: wide),
          convolution(h, batch: batch, recurrent, shape: deep)))
      return h
    }
  }

  /// Records a recurrence in depth: one block of convolutions, applied again and again to the same
  /// signal, which it can recall (Schwarzschild et al., "Can you learn an algorithm?", 2021; Bansal et
  /// al., "End-to-end algorithm synthesis with recurrent networks", 2022).
  ///
  ///     h_0 = relu(projection(x))
  ///     h_k = relu(block(relu(recall([h_(k-1), x]))) + h_(k-1))
  ///     logits_k = head(h_k)
  ///
  /// - Parameters:
  ///   - x: [length * batch, channels]
  ///   - batch: signals
  ///   - width: channels of h
  ///   - iterations: how often the block is applied
  ///   - classes: logits at every place
  ///   - kernel: places that a convolution sees, odd
  ///   - prefix: stands before `projection.weight`, `recall.weight`, `block.weight`, `head.weight`
  /// - Returns: h and the logits of every iteration, [length * batch, width] and [..., classes]
  public func recurrenceInDepth(
    _ x: Tensor, batch: Int, width: Int, iterations: Int, classes: Int, kernel: Int = 3,
    prefix: String = ""
  ) -> (states: [Tensor], logits: [Tensor]) {
    func part(_ name: String, _ x: Tensor, outputs: Int) -> Tensor {
      let weight = parameters.add(
        "\(prefix)\(name).weight", shape: [outputs, x.columns, kernel])
      return convolution(
        x, batch: batch, weight, parameters.add("\(prefix)\(name).bias", shape: [outputs]),
        shape: samePadding(weight))
    }
    var h = relu(part("projection", x, outputs: width))
    var (states, logits): ([Tensor], [Tensor]) = ([], [])
    for _ in 0..<iterations {
      let recalled = relu(part("recall", concatenate([h, x]), outputs: width))
      h = relu(sum(part("block", recalled, outputs: width), h))
      states.append(h)
      logits.append(part("head", h, outputs: classes))
    }
    return (states, logits)
  }

  /// The padding that keeps a signal's length, for a window of odd width.
  private func samePadding(_ weight: Parameter) -> ConvolutionShape {
    precondition(weight.shape[2] % 2 == 1, "a window that keeps the length has an odd width")
    return ConvolutionShape(padding: weight.shape[2] / 2)
  }
}
