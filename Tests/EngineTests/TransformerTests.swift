import Testing

@testable import Engine

@Suite("The transformer block against PyTorch")
struct TransformerTests {
  @Test("attends to no later step", arguments: Fixture.names("self_attention_causal"))
  func selfAttention(name: String) throws {
    var check = try LinearCase(name)
    try check.fixture.allowOptions(["embed", "seq_len", "batch_size", "layout", "loss"])
    let x = try check.input("x", .sequence)
    let attention = check.tape.causalSelfAttention(
      x, batch: try check.fixture.integer("batch_size"),
      hasBias: try check.fixture.array("params", "q_proj.bias") != nil)
    try check.check([
      ("output", attention.output, .sequence), ("weights", attention.weights, .sequence),
    ])
  }

  @Test("a transformer block", arguments: Fixture.names("transformer_block_causal"))
  func transformer(name: String) throws {
    var check = try LinearCase(name)
    try check.fixture.allowOptions([
      "embed", "ffn", "seq_len", "batch_size", "layout", "layernorm_eps", "loss",
    ])
    let x = try check.input("x", .sequence)
    let block = check.tape.transformerBlock(
      x, batch: try check.fixture.integer("batch_size"), inner: try check.fixture.integer("ffn"),
      epsilon: try check.fixture.number("layernorm_eps"))
    try check.check([
      ("output", block.output, .sequence), ("weights", block.weights, .sequence),
    ])
  }
}
