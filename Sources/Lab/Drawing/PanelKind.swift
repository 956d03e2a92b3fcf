import Charts
import Runs
import Screen

/// The panels that a lesson may name: what each shows of a snapshot.
public enum PanelKind: String, Sendable, CaseIterable {
  /// Loss against updates with the problem's baselines.
  case loss
  /// The same on a log scale.
  case logloss
  /// |dL/dh_t| for every step.
  case ruler
  /// The gradient's norm against updates, on a log scale, with the norm that it is clipped to.
  case norm
  /// Training and held-out bits per character with the text's n-gram baselines.
  case bits
  /// What the model writes.
  case sample
  /// Every unit's state over one sequence.
  case states
  /// A gate of every unit over one sequence: the forget gate, where there is one.
  case gates
  /// The recurrent matrix.
  case weights
  /// Final states in the plane in which they vary most.
  case pca
  /// The network, folded and unrolled, with one sequence in it.
  case network
  /// One unit of the cell with its gates.
  case cell
  /// The probability of every class at every answered step of one sequence.
  case probabilities
  /// The pass forward and back, operation by operation, by number.
  case numbers
  /// A sine: input, target and prediction.
  case wave
  /// A sine: what a model makes of it when it is fed its own predictions.
  case free
  /// What an encoder-decoder says, fed the right symbols and fed its own.
  case outputs
  /// Encoder and decoder, unrolled, with one source in them.
  case translation
  /// The share of held-out targets that it says right as a whole.
  case exact
  /// Where a decoder looks.
  case alignment
  /// The encoder's last states in the plane in which they vary most.
  case sentences
  /// How often each kind of message was taken for each.
  case confusion
  /// One message with what is believed after every word.
  case message
  /// The share of held-out messages that are sorted right.
  case accuracy
  /// What is lost without each part of the model.
  case lesions
  /// Where a number on a noisy slope is pushed, with and without clipping.
  case drift

  /// What it is called.
  var name: String {
    switch self {
    case .loss: "loss"
    case .logloss: "loss, log scale"
    case .ruler: "gradient ruler"
    case .norm: "gradient norm"
    case .bits: "bits per character"
    case .sample: "sample"
    case .states: "hidden states"
    case .gates: "gates"
    case .weights: "recurrent weights"
    case .pca: "hidden states, PCA"
    case .network: "the network, unrolled"
    case .cell: "the cell"
    case .probabilities: "what comes next"
    case .numbers: "the pass, by number"
    case .wave: "one step ahead"
    case .free: "fed its own predictions"
    case .outputs: "what it says"
    case .translation: "encoder and decoder"
    case .exact: "right as a whole"
    case .alignment: "where it looks"
    case .sentences: "sentence vectors, PCA"
    case .confusion: "confusion matrix"
    case .message: "a message, word by word"
    case .accuracy: "accuracy"
    case .lesions: "lesions"
    case .drift: "two arrows"
    }
  }

  /// What has to be measured for it.
  public var observations: Set<ObservationKind> {
    switch self {
    case .states, .gates, .weights, .pca, .cell: [.states]
    case .network: [.states, .numbers]
    case .probabilities, .numbers: [.numbers]
    case .lesions: [.ablation]
    default: []
    }
  }

  /// The chart of a snapshot, as a person looks at it.
  func chart(_ snapshot: Snapshot, _ view: PanelView = PanelView()) -> any Chart {
    switch self {
    case .loss: lossChart(snapshot, view)
    case .logloss: lossChart(snapshot, view, isLogarithmic: true)
    case .ruler: gradientRuler(snapshot)
    case .norm: normChart(snapshot, view)
    case .bits: bitsChart(snapshot, view)
    case .sample: SamplePanel(reading: snapshot.text)
    case .states: stateMap(snapshot)
    case .gates: gateMap(snapshot, view)
    case .weights: weightMap(snapshot, view)
    case .pca: statePlane(snapshot)
    case .network: networkDiagram(snapshot, view)
    case .cell: cellDiagram(snapshot, view)
    case .probabilities: probabilityBars(snapshot)
    case .numbers: computation(snapshot, view)
    case .wave: waveChart(snapshot, view)
    case .free: freeChart(snapshot, view)
    case .outputs: outputColumns(snapshot)
    case .translation: translationDiagram(snapshot, view)
    case .exact: exactChart(snapshot, view)
    case .alignment: alignmentMap(snapshot, view)
    case .sentences: sentencePlane(snapshot)
    case .confusion: confusionMatrix(snapshot)
    case .message: messageStrip(snapshot)
    case .accuracy: accuracyChart(snapshot, view)
    case .lesions: LesionPanel(reading: snapshot.ablation)
    case .drift: driftArrows(snapshot)
    }
  }

  /// The last place of its cursor; nil where the cursor moves over updates.
  func lastPlace(_ configuration: Configuration) -> Float? {
    switch self {
    case .network: Float(2 * configuration.steps - 1)
    case .translation: Float(2 * min(configuration.steps, 20) - 1)
    case .cell: Float(CellOperations.count(of: configuration.cell) * configuration.steps - 1)
    case .numbers: Float(NumberedPass.longest * configuration.steps - 1)
    case .weights: Float(configuration.hidden - 1)
    case .wave: Float(2 * configuration.steps)
    case .free: Float(ForecastEvaluator.length)
    default: nil
    }
  }

  /// Whether a pass can be run through it.
  var isPass: Bool { [.network, .cell, .numbers, .translation].contains(self) }

  /// How many things up and down choose from; 1 where there is nothing to choose.
  func rows(_ configuration: Configuration) -> Int {
    switch self {
    case .gates: CellOperations.gates(of: configuration.cell).count
    case .weights, .cell: configuration.hidden
    case .alignment: TranslationEvaluator.shown
    default: 1
    }
  }

  /// The one number that the panel is about, for those who sit far away.
  func headline(_ snapshot: Snapshot) -> (value: String, name: String)? {
    switch self {
    case .loss, .logloss: snapshot.recentLoss.map { (SmallNumber.text($0), "loss") }
    case .ruler: snapshot.ruler?.ratio.map { (SmallNumber.text($0), "t=1 : t=T") }
    case .norm: snapshot.gradientNorm.map { (SmallNumber.text($0), "gradient norm") }
    case .bits:
      snapshot.text?.heldOutBits.map { (SmallNumber.text($0), "bits per character, held out") }
    case .wave: snapshot.forecast?.guidedError.map { (SmallNumber.text($0), "squared error") }
    case .free: snapshot.forecast?.freeError.map { (SmallNumber.text($0), "squared error, alone") }
    case .exact, .outputs:
      snapshot.translation?.exact.map {
        (SmallNumber.text(100 * $0), "% right as a whole, held out")
      }
    case .confusion, .accuracy:
      snapshot.classification?.accuracy.map { (SmallNumber.text(100 * $0), "% right, held out") }
    case .lesions: snapshot.ablation?.whole.map { (SmallNumber.text($0), "loss, whole") }
    case .drift: snapshot.slope.map { (SmallNumber.text($0.theta), "theta") }
    default: nil
    }
  }
}
