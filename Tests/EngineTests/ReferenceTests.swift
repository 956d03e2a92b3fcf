import Testing

@testable import Engine

@Suite("The reference cases")
struct ReferenceTests {
  /// The beginnings of the names of the cases that each suite runs, beside `Fixture.recurrent`.
  static let prefixes = [
    "linear", "embedding", "layernorm", "dropout_mask", "conv1d", "softmax_temperature",
    "clip_grad", "cross_entropy", "mse", "bce_", "attention_additive_step", "attention_luong",
    "self_attention_causal", "transformer_block_causal", "gru_textbook", "lstm_textbook",
    "mingru", "minlstm", "model_", "rnn_i2h_h2o_nll", "tbptt_sine", "seq2seq", "optim_", "pca",
    "esn_ridge", "initializers", "safetensors_",
  ]

  @Test("every case of the folder is run by a suite, and none is passed over")
  func everyCase() {
    #expect(!Fixture.all.isEmpty)
    let recurrent = Set(Fixture.recurrent)
    for name in Fixture.all where !recurrent.contains(name) {
      #expect(
        Self.prefixes.contains { name.hasPrefix($0) }, "no suite runs \(name)")
    }
  }
}
