import Testing

@testable import Engine

@Suite("Attention against PyTorch")
struct AttentionTests {
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

  @Test("Luong's attention agrees with its cases", arguments: Fixture.names("attention_luong"))
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
}
