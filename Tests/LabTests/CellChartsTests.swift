import Engine
import Screen
import Testing

@testable import Lab
@testable import Runs

@Suite("The cell and its gates on the screen")
struct CellChartsTests {
  private func snapshot(_ cell: String, _ watched: Set<ObservationKind>) throws -> Snapshot {
    var configuration = Configuration()
    for text in ["cell=\(cell)", "steps=5", "batch=4", "hidden=4"] {
      try configuration.apply(text)
    }
    let run = try HeadlessRun(
      configuration, library: TextLibrary(assets: ""), dataFile: nil, watching: Watch(watched))
    run.train(updates: 2)
    return run.snapshot
  }

  private func drawn(_ panel: Panel, _ snapshot: Snapshot, _ view: PanelView) -> String {
    var grid = Grid(width: 80, height: 22)
    panel.chart(snapshot, view).draw(
      on: &grid, in: Rectangle(x: 0, y: 0, width: 80, height: 22), Capabilities())
    return grid.text()
  }

  @Test("show every cell's own equations, and another unit and step", arguments: Cells.all)
  func cell(kind: CellKind) throws {
    let snapshot = try snapshot(kind.name, [.states])
    var view = PanelView()
    let first = drawn(.cell, snapshot, view)
    for line in snapshot.configuration.cellDescription.lines {
      #expect(first.contains("\(line.symbol) = "), "\(line.symbol) in \(first)")
    }
    #expect(first.contains("unit 0") && !first.contains("needs more room"))
    view.row = 1
    #expect(drawn(.cell, snapshot, view).contains("unit 1"))
    view.cursor = Panel.cell.lastCursor(snapshot.configuration)
    #expect(drawn(.cell, snapshot, view).contains("t = 5 of 5"))
  }

  @Test("offer each gate by its symbol, and none where there is none", arguments: Cells.all)
  func gates(kind: CellKind) throws {
    let snapshot = try snapshot(kind.name, [.states])
    let gates = snapshot.configuration.cellDescription.gates
    #expect(gates.map(\.symbol).sorted() == (kind.isGated ? kind.gates.sorted() : []))
    #expect((Panel.gates.missing(in: snapshot.configuration) == nil) == kind.isGated)
    var view = PanelView()
    for (row, gate) in gates.enumerated() {
      view.row = row
      #expect(drawn(.gates, snapshot, view).contains("gate \(gate.symbol)"))
    }
    if gates.isEmpty { #expect(drawn(.gates, snapshot, view).contains("has no gates")) }
  }

  @Test("clamp f' and i' of a minLSTM to opposite ends, and no candidate")
  func clamped() throws {
    var configuration = Configuration()
    for text in ["cell=minlstm", "steps=5", "batch=4", "hidden=4"] {
      try configuration.apply(text)
    }
    let run = try HeadlessRun(
      configuration, library: TextLibrary(assets: ""), dataFile: nil, watching: [.ablation])
    run.train(updates: 50)
    let observation = try #require(run.snapshot.ablation)
    let names = observation.parts.prefix(4).map(\.name)
    #expect(
      names == ["f' clamped to 1", "f' clamped to 0", "i' clamped to 1", "i' clamped to 0"])
    #expect(observation.parts.count == 4 + 4)
    #expect(
      observation.loss(gate: "f'", isOpen: true) == observation.loss(gate: "i'", isOpen: false))
    #expect(
      observation.loss(gate: "f'", isOpen: true) != observation.loss(gate: "f'", isOpen: false))
  }
}
