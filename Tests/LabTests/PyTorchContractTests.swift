import Engine
import Lessons
import Testing

@testable import Lab
@testable import Runs

@Suite("PyTorch programs")
struct PyTorchContractTests {
  /// The program of lesson 7's first page with these settings.
  static func program(_ settings: [String], dataFile: String? = nil) throws -> String {
    let folder = LessonFolder(home: LabHarness.home)
    let experiment = try folder.list().map { try Experiment($0.get()) }
      .first { $0.lesson.number == 7 }
    let found = try #require(experiment)
    var configuration = found.pages[0].configuration
    for text in settings { try configuration.apply(text) }
    return try PyTorchProgram(
      found.source(page: 0), configuration: configuration, dataFile: dataFile,
      shipped: "shipped.txt"
    ).text
  }

  @Test("hold what the configuration needs, and nothing for other configurations")
  func recall() throws {
    let text = try Self.program([])
    for part in [
      "#     unroll run 07-vanishing --page 1 --format json", "steps, batch, hidden = 40, 64, 16",
      "updates, seed = 1000, 1", "def integer(", "def next_batch():", "nn.RNN(8, hidden)",
      "nn.Linear(hidden, 4)", "torch.optim.Adam(model.parameters(), lr=0.003)",
      "clip_grad_norm_(model.parameters(), 1)", "F.cross_entropy(model(x), target)",
    ] { #expect(text.contains(part), "\(part)") }
    for part in ["def normal(", "orthogonal", "sys", "window", "Layer(nn.Module)", "mse_loss"] {
      #expect(!text.contains(part), "\(part)")
    }
  }

  @Test("exist for every page of every lesson")
  func lessons() throws {
    let experiments = try LessonFolder(home: LabHarness.home).list().map {
      try Experiment($0.get())
    }
    #expect(!experiments.isEmpty)
    for experiment in experiments {
      for (number, page) in experiment.pages.enumerated() {
        let text = try PyTorchProgram(
          experiment.source(page: number), configuration: page.configuration, shipped: "shipped.txt"
        ).text
        #expect(text.contains("--page \(number + 1) --format json\n"))
        #expect(text.hasSuffix("optimizer.step()\n"))
      }
    }
  }

  @Test(
    "follow every setting",
    arguments: [
      ("cell=relu", #"nn.RNN(8, hidden, nonlinearity="relu")"#), ("cell=gru", "nn.GRU(8, hidden)"),
      ("cell=linear", "h_new = x_t @ W_x.T + b_x + h @ W_h.T + b_h"),
      ("cell=gru-textbook", "h_tilde = torch.tanh(x_t @ W_h.T + (r * h) @ U_h.T + b_h)"),
      ("cell=minlstm", "f_new = f / (f + i)"), ("cell=mingru-log", "def positive(a):"),
      ("cell=gru-textbook", "for _ in range(3)]"), ("cell=lstm", "lr=0.01"),
      ("gain=1.5", "copy_(1.5 * uniform("), ("initialization=small", "0.01 * normal(w_x.shape)"),
      ("initialization=orthogonal", "copy_(orthogonal(hidden))"),
      ("initialization=identity", "torch.eye(hidden)"), ("clip=off", "math.inf)  # no clipping"),
      ("optimizer=adamw", "AdamW(model.parameters(), lr=0.003, weight_decay=0.01)"),
      ("optimizer=momentum", "SGD(model.parameters(), lr=0.003, momentum=0.9)"),
      ("rate=0.00001", "lr=1e-05"), ("problem=adding", "F.mse_loss(model(x), target)"),
      ("seed=7", "--set seed=7 --format json"), ("steps=12", "steps, batch, hidden = 12, 64, 16"),
    ])
  func settings(setting: String, part: String) throws {
    let text = try Self.program([setting])
    #expect(text.contains(part), "\(text)")
  }

  @Test("set the forget gate where the cell has one")
  func forgetBias() throws {
    let lstm = try Self.program(["cell=lstm", "forget-bias=3"])
    #expect(lstm.contains("b_x[hidden : 2 * hidden] = 3  # gate f"))
    #expect(lstm.contains("b_h[hidden : 2 * hidden] = 0"))
    let textbook = try Self.program(["cell=gru-textbook", "initialization=keras"])
    #expect(textbook.contains("b_x[:hidden] = 1  # gate z"))
    #expect(!textbook.contains("b_h[") && !textbook.contains("b_h.zero_"))
    #expect(!(try Self.program(["cell=tanh", "forget-bias=3"]).contains("# gate")))
  }

  @Test("read a text from the first argument, and say which")
  func characters() throws {
    let shipped = try Self.program(["problem=characters", "cell=lstm"])
    #expect(shipped.contains("# Run it with a text: python3 FILE shipped.txt\n"))
    #expect(shipped.contains("open(sys.argv[1]"))
    #expect(shipped.contains("state = [s.detach() for s in state]"))
    #expect(!shipped.contains("stream=2"))
    let own = try Self.program(["problem=characters"], dataFile: "mine.txt")
    #expect(own.contains("python3 FILE mine.txt\n") && own.contains("--data mine.txt --format"))
    #expect(own.contains("state = state.detach()"))
  }

  @Test("carry a state as the setting says, and not where nothing follows")
  func carry() throws {
    let carried = try Self.program(["problem=sine"])
    #expect(carried.contains("state = None\nfor update") && carried.contains("state.detach()"))
    let reset = try Self.program(["problem=sine", "carry=off"])
    #expect(!reset.contains("state = None") && reset.contains("F.mse_loss(model(x), target)"))
    #expect(!(try Self.program(["problem=parity"]).contains("state = None")))
  }

  @Test("read two columns from the first argument, and say where Unroll's own are")
  func columns() throws {
    let last = try Self.program(["problem=messages", "embedding=5"])
    #expect(
      last.contains(
        "# For those of this run: unroll data 07-vanishing --page 1 --set problem=messages"))
    #expect(last.contains("steps, batch, hidden, embedding = 40, 64, 16, 5\n"))
    #expect(last.contains("self.fc(h[-1])") && !last.contains("lengths"))
    let valid = try Self.program(["problem=messages", "readout=valid"], dataFile: "mine.tsv")
    #expect(valid.contains("h[lengths - 1") && valid.contains("--data mine.tsv > DATA\n"))
  }

  @Test("build an encoder and a decoder of the parts that are asked for")
  func encoderDecoder() throws {
    let plain = try Self.program(["problem=cipher"])
    for part in ["attention", "bridge", "W_key", "pack", "forced", "[::-1]", "ignore_index"] {
      #expect(!plain.contains(part), "\(part)")
    }
    #expect(plain.contains("fed = target[step - 1]") && plain.contains("data.next()"))
    for (settings, part) in [
      (["reversal=on"], "torch.tensor(source[::-1])"), (["forcing=0"], "fed = answers[-1].argmax"),
      (["forcing=0.5"], "data.uniform() < forcing"), (["attention=on"], "scores.softmax(dim=0)"),
      (["bidirectional=on"], "torch.tanh(self.bridge(h))"),
      (["bidirectional=on", "cell=lstm"], "torch.tanh(self.bridge_c(c))"),
      (["attention=on", "bidirectional=on"], "nn.Linear(3 * hidden, target_count)"),
      (["problem=french"], "ignore_index=0"), (["problem=dates"], "pack_padded_sequence"),
      (["problem=dates", "attention=on"], "scores.masked_fill(padding, -math.inf)"),
    ] {
      #expect(try Self.program(["problem=cipher"] + settings).contains(part), "\(part)")
    }
  }

  @Test("write out a cell of one's own, and keep its names from meaning something in Python")
  func ownCell() throws {
    let definition =
      "mine: in = sigmoid(W_in x + b_in); h' = in * h + (1 - in) * tanh(W_h x + U_h h)"
    let text = try Self.program(["cell=\(definition)", "forget-bias=2"])
    for part in [
      "--set \"cell=\(definition)\"", "class MineLayer(nn.Module):", "MineLayer(8, hidden)",
      "self.W_in_l0 = nn.Parameter(torch.zeros(hidden, inputs))",
      "in_ = torch.sigmoid(x_t @ W_in.T + b_in)",
      "h_new = in_ * h + (1.0 - in_) * torch.tanh(x_t @ W_h.T + h @ U_h.T)",
      "for w_h in [model.rnn.U_h_l0]:", "model.rnn.b_in_l0.fill_(2)  # of the forget gate",
    ] { #expect(text.contains(part), "\(part)\n\(text)") }
  }

  @Test(
    "are as Python's style guide has it: blank lines, and lines of at most 100 columns",
    arguments: PyTorchProblem.all.map(\.name))
  func style(problem: String) throws {
    for cell in Cells.all {
      for start in PyTorchStart.all {
        let settings = ["cell=\(cell.name)", "initialization=\(start.name)"]
        guard let text = try? Self.program(["problem=\(problem)"] + settings) else {
          #expect(
            PyTorchCell.modules[cell.name] == nil && ["french", "dates"].contains(problem),
            "\(settings)")
          continue
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.hasPrefix("#") || $0.count <= 100 })
        for (number, line) in lines.enumerated()
        where line.hasPrefix("def ") || line.hasPrefix("class ") {
          #expect(lines[number - 2..<number] == ["", ""], "\(line)")
        }
        #expect(!text.contains("\n\n\n\n") && text.hasSuffix("optimizer.step()\n"))
      }
    }
  }

  @Test("exist for every optimiser and initialisation of the catalogue, or are refused by name")
  func catalogue() throws {
    for name in ["problem", "cell", "initialization", "optimizer"] {
      for choice in try Setting.named(name).choices {
        do {
          #expect(try Self.program(["\(name)=\(choice)"]).contains("optimizer.step()"))
        } catch let error as SettingError {
          #expect(error.problem == "no PyTorch program for \(name) \(choice) yet")
          #expect(!error.allowed.contains(choice) && !error.allowed.isEmpty)
        }
      }
    }
  }

  @Test("are refused for what they cannot say")
  func refusals() {
    let problem = #expect(throws: SettingError.self) { try PyTorchProblem.named("juggling") }
    #expect(
      problem?.description
        == "no PyTorch program for problem juggling yet; allowed: "
        + PyTorchProblem.all.map(\.name).joined(separator: ", "))
    let encoder = #expect(throws: SettingError.self) {
      try Self.program(["problem=dates", "cell=linear"])
    }
    #expect(
      encoder?.description
        == "no PyTorch program for cell linear in such an encoder yet; "
        + "allowed: tanh, relu, lstm, gru"
    )
    let later = Setting(
      name: "layers", group: .model, about: "", effect: .restarts, form: .integer(\.hidden, 1...99))
    var configuration = Configuration()
    #expect(throws: Never.self) { try PyTorchProgram.check(configuration, settings: [later]) }
    configuration.hidden = 17
    let setting = #expect(throws: SettingError.self) {
      try PyTorchProgram.check(configuration, settings: [later])
    }
    #expect(setting?.description == "no PyTorch program for layers 17 yet; allowed: 16")
  }
}
