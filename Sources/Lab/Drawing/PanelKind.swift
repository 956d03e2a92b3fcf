import Charts
import Screen

/// The panels that a lesson may name: what each shows of a snapshot.
public enum PanelKind: String, Sendable, CaseIterable {
  /// Loss against updates with the problem's levels.
  case loss
  /// |dL/dh_t| for every step.
  case ruler
  /// The gradient's norm against updates, on a log scale, with the norm that it is clipped to.
  case norm
  /// Training and held-out bits per character with the text's n-gram levels.
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

  /// What it is called.
  var name: String {
    switch self {
    case .loss: "loss"
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
    }
  }

  /// What has to be measured for it.
  public var readings: Set<Reading> {
    switch self {
    case .states, .gates, .weights, .pca, .network, .cell: [.states]
    case .loss, .ruler, .norm, .bits, .sample: []
    }
  }

  /// The chart of a snapshot, as a person looks at it.
  func chart(_ snapshot: Snapshot, _ view: PanelView = PanelView()) -> any Chart {
    switch self {
    case .loss: lossChart(snapshot, view)
    case .ruler: gradientRuler(snapshot)
    case .norm: normChart(snapshot, view)
    case .bits: bitsChart(snapshot, view)
    case .sample: SamplePanel(reading: snapshot.text)
    case .states: stateMap(snapshot)
    case .gates: gateMap(snapshot)
    case .weights: weightMap(snapshot)
    case .pca: statePlane(snapshot)
    case .network: networkDiagram(snapshot, view)
    case .cell: cellDiagram(snapshot, view)
    }
  }

  /// The last place of its cursor; nil where the cursor moves over updates.
  func lastPlace(_ configuration: Configuration) -> Float? {
    switch self {
    case .network: Float(2 * configuration.steps - 1)
    case .cell: Float(configuration.steps - 1)
    default: nil
    }
  }

  /// The one number that the panel is about, for those who sit far away.
  func headline(_ snapshot: Snapshot) -> (value: String, name: String)? {
    switch self {
    case .loss: snapshot.recentLoss.map { (SmallNumber.text($0), "loss") }
    case .ruler: snapshot.ruler?.ratio.map { (SmallNumber.text($0), "t=1 : t=T") }
    case .norm: snapshot.gradientNorm.map { (SmallNumber.text($0), "gradient norm") }
    case .bits:
      snapshot.text?.heldOutBits.map { (SmallNumber.text($0), "bits per character, held out") }
    case .sample, .states, .gates, .weights, .pca, .network, .cell: nil
    }
  }
}
