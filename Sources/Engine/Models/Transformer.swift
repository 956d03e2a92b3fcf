/// Self-attention and the block that is built from it (Vaswani et al., "Attention is all you need",
/// 2017), with one head.
extension Tape {
  /// Records causal self-attention: the output at every step is a weighted sum of the values of
  /// that step and those before it.
  ///
  ///     Q = x W_q^T    K = x W_k^T    V = x W_v^T
  ///     out = softmax(Q K^T / sqrt(size), later steps masked) V W_o^T + b_o
  ///
  /// - Parameters:
  ///   - x: [steps * batch, size]
  ///   - batch: sequences
  ///   - prefix: of `q_proj.weight`, `k_proj.weight`, `v_proj.weight`, `out_proj.weight`
  ///   - hasBias: whether the three projections of x have biases; the output projection always has
  /// - Returns: out, [steps * batch, size], and the weights, [steps * batch, steps]
  public func causalSelfAttention(
    _ x: Tensor, batch: Int, prefix: String = "", hasBias: Bool = false
  ) -> (output: Tensor, weights: Tensor) {
    let size = x.columns
    func project(_ name: String) -> Tensor {
      linear(x, named: prefix + name, outputs: size, hasBias: hasBias)
    }
    let (queries, keys, values) = (project("q_proj"), project("k_proj"), project("v_proj"))
    let scores = dotScores(queries, keys, scale: 1 / Float(size).squareRoot(), batch: batch)
    let weights = softmax(scores, mask: .causal(batch: batch))
    let output = linear(
      contextVectors(weights, of: values, batch: batch), named: prefix + "out_proj", outputs: size)
    return (output, weights)
  }

  /// Records a transformer block with layer norm before its two sublayers (Xiong et al., "On layer
  /// normalization in the transformer architecture", 2020):
  ///
  ///     h   = x + attention(norm_1(x))
  ///     out = h + W_2 relu(W_1 norm_2(h) + b_1) + b_2
  ///
  /// - Parameters:
  ///   - x: [steps * batch, size]
  ///   - batch: sequences
  ///   - inner: the dimension between W_1 and W_2
  ///   - prefix: of `ln1.weight`, `q_proj.weight`, `fc1.weight`, ...
  ///   - epsilon: of the layer norms
  /// - Returns: out, [steps * batch, size], and the attention's weights, [steps * batch, steps]
  public func transformerBlock(
    _ x: Tensor, batch: Int, inner: Int, prefix: String = "", epsilon: Float = 1e-5
  ) -> (output: Tensor, weights: Tensor) {
    let size = x.columns
    func norm(_ x: Tensor, _ name: String) -> Tensor {
      layerNorm(x, named: prefix + name, epsilon: epsilon)
    }
    let attention = causalSelfAttention(
      norm(x, "ln1"), batch: batch, prefix: prefix, hasBias: true)
    let h = sum(x, attention.output)
    let wide = relu(linear(norm(h, "ln2"), named: prefix + "fc1", outputs: inner))
    return (sum(h, linear(wide, named: prefix + "fc2", outputs: size)), attention.weights)
  }
}
