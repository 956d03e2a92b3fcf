/// Everything that decides the digits of a run: problem, model, training and seed.
///
/// Two runs with equal configurations print equal numbers. The names and the allowed values of the
/// fields are in `Setting.catalogue`; a lesson file, `--set` and the keys all write through it.
public struct Configuration: Sendable, Equatable {
  /// The problem's name in the catalogue of problems.
  public var problem = "recall"
  /// Time steps of a training sequence.
  public var steps = 40
  /// Softmax temperature of written samples.
  public var temperature = 0.8
  /// Whether the state is carried from one window of a long sequence into the next.
  public var carries = true
  /// Whether sources are read from their end, in problems with sources and targets.
  public var isReversed = false

  /// The model kind's name in the list of model kinds, or `auto` for the problem's default.
  public var model = "auto"
  /// The recurrent cell's name, in the list of cells or in `ownCells`.
  public var cell = "tanh"
  /// The cells that are defined by equations: those of the lesson, and what a person wrote.
  public var ownCells: [OwnCell] = []
  /// Hidden units of each layer.
  public var hidden = 16
  /// Numbers of a word's learned vector.
  public var embedding = 16
  /// The step that an answer at the end is read at: `last`, padding included, or `valid`, the
  /// last valid one.
  public var readout = "last"
  /// Whether a decoder looks back at the encoder's states.
  public var hasAttention = false
  /// Recurrent layers on top of each other.
  public var layers = 1
  /// The share of numbers that is dropped between two layers in training.
  public var dropout = 0.0
  /// What follows each recurrent layer: `off`, or `layer` for a layer norm.
  public var norm = "off"
  /// Whether a transformer block is told the position of each step.
  public var hasPositions = true
  /// How often a recurrence in depth applies its block.
  public var iterations = 8
  /// The longest context of n-gram counts.
  public var order = 3
  /// The spectral radius of a reservoir.
  public var radius = 0.9
  /// How much of a reservoir's state is new at each step.
  public var leak = 1.0
  /// The penalty of a reservoir's ridge regression.
  public var ridge = 0.000001
  /// Whether recurrent layers, or an encoder, read in both directions.
  public var isBidirectional = false
  /// The initialisation's name in the catalogue of initialisations.
  public var initialization = "pytorch"
  /// Factor on the recurrent matrix at the start.
  public var gain = 1.0
  /// Sum of the forget gate's biases at the start; nil leaves the initialisation's own.
  public var forgetBias: Double?

  /// The optimiser's name in the catalogue of optimisers.
  public var optimizer = "adam"
  /// Learning rate; nil chooses 0.01 for gated cells and 0.003 for plain ones.
  public var rate: Double?
  /// The gradient norm above which gradients are scaled down; nil is off.
  public var clip: Double? = 1
  /// The probability that a decoder is fed the right symbol in training, not its own.
  public var forcing = 1.0
  /// Sequences per update.
  public var batch = 64
  /// Updates after which a run pauses or, headless, ends.
  public var updates = 1000
  /// Updates per second while someone watches; nil is as fast as it goes. It changes no digit.
  public var pace: Double?
  /// Seed of the weights, the data and the samples.
  public var seed = 1

  /// The catalogue's defaults.
  public init() {}

  /// Whether the cell has gates, and so bears a larger learning rate.
  public var isGated: Bool { cellKind.isGated }
}
