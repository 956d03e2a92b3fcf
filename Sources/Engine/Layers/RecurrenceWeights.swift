/// The weights of one recurrent layer in one direction, by PyTorch's names: `rnn.weight_ih_l0`, ...,
/// with `_reverse` behind those of a layer that reads backwards, and without `_l0` for a single cell.
public struct RecurrenceWeights: Sendable {
  /// W_x, [gates * hidden, inputs].
  public let input: Parameter
  /// W_h, [gates * hidden, hidden]; nil for a cell whose gates do not see the state.
  public let recurrent: Parameter?
  /// b_x, [gates * hidden]; nil for a layer without biases.
  public let inputBias: Parameter?
  /// b_h, [gates * hidden]; nil for a layer without biases and for a cell with one.
  public let recurrentBias: Parameter?
  /// The biases that there are.
  let biases: [Parameter]
  /// All of them.
  var all: [Parameter] { [input] + [recurrent].compactMap(\.self) + biases }

  /// Adds the weights, zero, to `parameters` or finds them there.
  ///
  /// - Parameters:
  ///   - prefix: what stands before PyTorch's name and a dot
  ///   - layer: the number of the layer; nil for a single cell, as `nn.LSTMCell`
  ///   - isReversed: whether they are those of the direction that reads backwards
  ///   - cell: decides how many gates there are
  ///   - inputs: numbers that come in at every step
  ///   - hidden: units
  ///   - hasBias: whether there are biases
  ///   - parameters: where they are added
  public init(
    _ prefix: String, layer: Int? = 0, isReversed: Bool = false, cell: CellKind, inputs: Int,
    hidden: Int, hasBias: Bool = true, in parameters: Parameters
  ) {
    let rows = cell.gates.count * hidden
    let suffix = (layer.map { "_l\($0)" } ?? "") + (isReversed ? "_reverse" : "")
    input = parameters.add("\(prefix).weight_ih\(suffix)", shape: [rows, inputs])
    recurrent =
      cell.isRecurrent
      ? parameters.add("\(prefix).weight_hh\(suffix)", shape: [rows, hidden]) : nil
    inputBias = hasBias ? parameters.add("\(prefix).bias_ih\(suffix)", shape: [rows]) : nil
    recurrentBias =
      hasBias && cell.hasTwoBiases
      ? parameters.add("\(prefix).bias_hh\(suffix)", shape: [rows]) : nil
    biases = [inputBias, recurrentBias].compactMap(\.self)
  }
}
