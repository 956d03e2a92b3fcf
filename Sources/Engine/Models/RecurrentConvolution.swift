/// Recurrences in which each step is a convolution.
extension Tape {
  /// Records a convolutional recurrence over time: the state is a signal, and each position sees
  /// its neighbours.
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
          convolution(x, batch: batch, input.weight, input.bias, options: wide),
          convolution(h, batch: batch, recurrent, options: deep)))
      return h
    }
  }

  /// Records a recurrence in depth: one block of convolutions that is applied again and again and
  /// sees the input signal each time (Schwarzschild et al., "Can you learn an algorithm?", 2021;
  /// Bansal et al., "End-to-end algorithm synthesis with recurrent networks", 2022).
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
  ///   - classes: logits at every position
  ///   - kernel: the width of the convolutions, odd
  /// - Returns: h and the logits of every iteration, [length * batch, width] and [..., classes]
  public func recurrenceInDepth(
    _ x: Tensor, batch: Int, width: Int, iterations: Int, classes: Int, kernel: Int = 3
  ) -> (states: [Tensor], logits: [Tensor]) {
    func part(_ name: String, _ x: Tensor, outputs: Int) -> Tensor {
      convolution(x, batch: batch, named: name, outputs: outputs, width: kernel)
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

  /// Records a convolution that preserves the length of its signals, with the weight `name.weight`,
  /// [outputs, channels, width], and the bias `name.bias`, [outputs], which start as PyTorch's.
  ///
  /// - Parameters:
  ///   - x: [length * batch, channels]
  ///   - batch: signals
  ///   - name: what comes before PyTorch's names and a dot
  ///   - outputs: channels of the result
  ///   - width: of the window, odd
  /// - Returns: [length * batch, outputs]
  public func convolution(
    _ x: Tensor, batch: Int, named name: String, outputs: Int, width: Int
  ) -> Tensor {
    let start = WeightDraw.uniform(fanIn: x.columns * width)
    let weight = parameters.add(
      "\(name).weight", shape: [outputs, x.columns, width], start: start)
    let bias = parameters.add("\(name).bias", shape: [outputs], start: start)
    return convolution(x, batch: batch, weight, bias, options: samePadding(weight))
  }

  /// The padding that preserves a signal's length, for a window of odd width.
  private func samePadding(_ weight: Parameter) -> ConvolutionOptions {
    precondition(weight.shape[2] % 2 == 1, "only a window of odd width preserves the length")
    return ConvolutionOptions(padding: weight.shape[2] / 2)
  }
}
