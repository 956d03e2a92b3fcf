import Runs
import Screen

/// What is on the screen: the glyphs, and what each part of them is.
public struct Scene: Sendable {
  /// The glyphs.
  public var grid: Grid
  /// The parts that the inspector explains and the mouse may press, in reading order.
  public private(set) var elements: [Element] = []
  /// How far what is in front is scrolled: no further than its ends; nil where nothing scrolls.
  var scroll: Int?

  /// An empty scene.
  init(size: Size) { grid = Grid(size) }

  /// Notes that `element` is on the screen.
  mutating func note(_ element: Element) {
    if !element.frame.isEmpty { elements.append(element) }
  }

  /// What pressing a cell does; the element noted last lies on top.
  public func action(atColumn x: Int, row y: Int) -> ActionCall? {
    elements.last { $0.action != nil && $0.frame.contains(x: x, y: y) }?.action
  }
}

/// A part of the screen that can tell what it is.
public struct Element: Sendable {
  /// Where it is.
  public var frame: Rectangle
  /// What it is called.
  public var name: String
  /// What it is, its equation, its value and its shape, a line each; put into words only when
  /// asked.
  public var about: [String] { tell() }
  /// What pressing it does.
  public var action: ActionCall?
  private let tell: @Sendable () -> [String]

  /// A part of the screen.
  init(
    _ frame: Rectangle, _ name: String,
    _ about: @autoclosure @escaping @Sendable () -> [String] = [], action: ActionCall? = nil
  ) {
    (self.frame, self.name, self.action) = (frame, name, action)
    tell = about
  }
}

extension LabState {
  /// Takes up how far the drawing could scroll, so that no key is spent on what lies past the end.
  public mutating func settle(_ scene: Scene) {
    guard let scroll = scene.scroll else { return }
    if case .help = overlay {
      overlay = .help(scroll: scroll)
    } else {
      open?.scroll = scroll
    }
  }
}
