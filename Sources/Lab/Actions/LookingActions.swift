import Screen

extension Action {
  /// How charts are looked at, and taken along.
  static let looking: [Action] = [
    Action("panels", .looking, "What the charts show, in words; or one of them.") { state, text in
      do {
        let panel = text.isEmpty ? nil : try state.pane(named: text) - 1
        state.emit(.tell(.panels(panel)))
      } catch {
        state.tell("\(error)")
      }
    }.taking(.optional("NAME")).offered().typedOnly().refused { state, text in
      if text.isEmpty { return state.chartRefusal }
      do {
        return try state.pane(named: text) == 0 ? "1 is the page: say page" : nil
      } catch {
        return "\(error)"
      }
    },
    Action("zoom", .looking, "This pane on the whole screen, or back.") { state, _ in
      state.open?.isZoomed.toggle()
    }.keys("z").inFooter("zoom", 9),
    view("widen", "(", "More of the chart's x axis.") { $0.zoom -= 1 }.refused(
      forViews: { $0.zoom == 0 ? "the whole axis is shown" : nil }),
    view("narrow", ")", "Less of the chart's x axis, around its cursor or its end.") {
      $0.zoom += 1
    }.refused(forViews: { $0.zoom == 8 ? "there is no less of the axis" : nil }),
    view("whole", "0", "The whole chart again, without a cursor.") { $0 = PanelView() }.refused(
      forViews: { $0 == PanelView() ? "this is the whole chart" : nil }),
    view("smooth", "m", "Smooth the curve more, or not at all; the raw one stays visible.") {
      $0.smoothing = ($0.smoothing + 1) % PanelView.smoothings.count
    },
    view("scale", "o", "Logarithmic values, or linear.") { $0.flipsScale.toggle() },
    Action("what", .looking, "What is this? A cursor that explains every element.") { state, text in
      if state.isLinear { state.emit(.tell(.element(text))) } else { state.overlay = .inspector(0) }
    }.keys("w").taking(.optional("NAME")).inFooter("what?", 8).inMenus(
      "What is this? Explains a panel, a knob, the status, by name."),
    Action("copy", .looking, "Copy the pane's numbers to the terminal's clipboard.") { state, _ in
      state.emit(.copy)
    }.keys("y").refused { state, _ in state.panelInFocus == nil ? "this page has no numbers" : nil
    },
    Action("save", .looking, "Save what is seen as SVG, text and CSV.") { state, _ in
      state.emit(.save)
    }.keys("S"),
  ]

  private static func view(
    _ name: String, _ key: String, _ help: String,
    _ change: @escaping @Sendable (inout PanelView) -> Void
  ) -> Action {
    Action(name, .looking, help) { state, _ in state.changeView(change) }.keys(key)
      .refused(forViews: { _ in nil })
  }

  /// The row with reasons why the chart in focus cannot be looked at so.
  private func refused(
    forViews refusal: @escaping @Sendable (PanelView) -> String?
  ) -> Action {
    refused { state, _ in
      guard let panel = state.panelInFocus, let lesson = state.open else {
        return state.chartRefusal
      }
      return refusal(lesson.view(of: panel))
    }
  }
}
