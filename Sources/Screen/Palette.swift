/// The 256 colours of a terminal as red, green and blue.
public enum Palette {
  /// The components, 0...255, of an entry; an entry outside 0...255 reads as the nearest one.
  ///
  /// Entries 0...15 are whatever the person chose for their terminal; xterm's defaults stand in.
  /// Then comes a cube of 6 by 6 by 6 colours and a ramp of 24 greys.
  public static func components(_ entry: Int) -> (red: Int, green: Int, blue: Int) {
    let entry = min(max(0, entry), 255)
    if entry >= 232 {
      let grey = 8 + 10 * (entry - 232)
      return (grey, grey, grey)
    }
    if entry >= 16 {
      let steps = [0, 95, 135, 175, 215, 255]
      let cube = entry - 16
      return (steps[cube / 36], steps[cube / 6 % 6], steps[cube % 6])
    }
    return basic[entry]
  }

  /// The entry as a hexadecimal web colour, such as `#5fafff`.
  public static func hex(_ entry: Int) -> String {
    let (red, green, blue) = components(entry)
    return "#"
      + [red, green, blue].map { component in
        let digits = String(component, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
  }

  private static let basic = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
    (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255),
    (255, 0, 255), (0, 255, 255), (255, 255, 255),
  ]
}
