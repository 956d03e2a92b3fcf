import Testing

@testable import Engine

@Suite("Attention against PyTorch")
struct AttentionReferenceTests {
  @Test("one step of additive attention", arguments: Fixture.names("attention_additive_step"))
  func additive(name: String) throws {
    var check = try LinearCase(name)
    try check.fixture.allowOptions(["query", "key", "attention", "loss"])
    let query = try check.input("query")
    let keys = try check.input("keys", .batchFirst)
    let (lengths, ids) = try check.lengths()
    let tape = check.tape
    let attention = tape.additiveAttention(
      query, keys: keys, projectedKeys: tape.linear(keys, try check.parameter("W_key.weight")),
      lengths: lengths, query: try check.parameter("W_query.weight"),
      v: try check.parameter("v.weight"))
    try check.check([("context", attention.context, .asIs), ("weights", attention.weights, .asIs)])
    {
      tape.write(ids, to: lengths)
    }
  }

  @Test("Luong's attention", arguments: Fixture.names("attention_luong"))
  func luong(name: String) throws {
    var check = try LinearCase(name)
    try check.fixture.allowOptions(["score", "hidden", "loss"])
    let score = check.fixture.config["score"] as? String
    try #require(score == "dot" || score == "general", "the score is not supported")
    let query = try check.input("query", .batchFirst)
    let keys = try check.input("keys", .batchFirst)
    let (lengths, ids) = try check.lengths()
    let tape = check.tape
    let attention = tape.luongAttention(
      query, keys: keys, lengths: lengths,
      general: score == "general" ? try check.parameter("W_a.weight") : nil,
      combine: try check.parameter("W_c.weight"))
    try check.check([
      ("weights", attention.weights, .batchFirst), ("context", attention.context, .batchFirst),
      ("attentional", attention.output, .batchFirst),
    ]) {
      tape.write(ids, to: lengths)
    }
  }

  @Test("causal self-attention", arguments: Fixture.names("self_attention_causal"))
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
