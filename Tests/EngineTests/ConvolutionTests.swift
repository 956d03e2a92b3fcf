import Testing

@testable import Engine

@Suite("Convolutions against PyTorch")
struct ConvolutionTests {
  @Test("agree in each case", arguments: Fixture.names("conv1d").filter { !$0.contains("r") })
  func convolution(name: String) throws {
    let check = try ConvolutionCase(name)
    try check.fixture.allowOptions([
      "module", "in_channels", "out_channels", "kernel_size", "padding", "stride", "dilation",
      "bias", "loss",
    ])
    let config = check.fixture.config
    let options = Tape.ConvolutionOptions(
      padding: config["padding"] as? Int ?? 0, stride: config["stride"] as? Int ?? 1,
      dilation: config["dilation"] as? Int ?? 1)
    let (x, batch) = try check.signal("inputs", "x")
    let y = check.tape.convolution(
      x, batch: batch, try check.parameter("weight"), try check.optionalParameter("bias"),
      options: options)
    try check.weigh(y, "output")
    try check.run()
    try check.expect(y, "outputs", "output", batch: batch)
    try check.expect(x, "grads.inputs", "x", batch: batch, isGradient: true)
  }
}
