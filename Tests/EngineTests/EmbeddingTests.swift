import Testing

@testable import Engine

@Suite("Embeddings against PyTorch")
struct EmbeddingTests {
  @Test("embedding agrees, with and without a padding row", arguments: Fixture.names("embedding"))
  func embedding(name: String) throws {
    var check = try LinearCase(name)
    try check.fixture.allowOptions([
      "module", "num_embeddings", "embedding_dim", "padding_idx", "loss",
    ])
    let indices = try check.fixture.require("inputs", "indices").ids
    let ids = check.tape.tokens(count: indices.count)
    let y = check.tape.embedding(
      ids, try check.parameter("weight"), padding: check.fixture.config["padding_idx"] as? Int)
    let tape = check.tape
    try check.check([("output", y, .asIs)]) { tape.write(indices, to: ids) }
  }
}
