import Charts

extension Samples {
  static let shaded = ShadedText(
    title: "unit 3 after every character", status: "update 7",
    characters: zip(
      "the sea,\nthe 日 sea".map { String($0) },
      [0, 0.5, -0.5, 1, -1, 0.2, 0.9, -0.9, .nan, 0.1, 0.4, -0.4, 0.6, -0.6, 0, 1, 1, -1]
    ).map { ($0, $1) })

  static let columns = TextColumns(
    title: "who wrote it?", status: "names at the end",
    columns: [
      ("A", "the sea and the sea were one\n\nso they said"), ("B", "teh aes dna eht aes"),
    ])
}
