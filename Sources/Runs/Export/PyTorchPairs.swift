/// The problems with sources and targets that are made up, and what all such problems share.
extension PyTorchProblem {
  static let cipher = PyTorchProblem(
    name: "cipher", form: .pairs(Pairs(sourcesVary: false, usesSteps: true)),
    parts: { _ in
      [
        """
        # Ids 0, 1 and 2 stand for padding, BOS and EOS; letters follow.
        source_count, target_count, target_steps = 3 + 8, 3 + 8, steps
        key = [3, 6, 0, 7, 1, 2, 4, 5]
        """,
        data,
        """
        def next_pair():
            \"\"\"Letters, and what each is replaced by.\"\"\"
            letters = [data.integer(8) for _ in range(steps)]
            return [3 + letter for letter in letters], [3 + key[letter] for letter in letters]
        """,
      ]
    })

  static let dates = PyTorchProblem(
    name: "dates", form: .pairs(Pairs()),
    parts: { _ in
      [
        """
        # Ids 0, 1 and 2 stand for padding, BOS and EOS; characters follow.
        source_symbols, target_symbols = "abcdefghijklmnopqrstuvwxyz0123456789 ,/", "0123456789-"
        source_count, target_count = 3 + len(source_symbols), 3 + len(target_symbols)
        target_steps = 10

        # Every tenth day or so is held out.
        numbers = range(date(1970, 1, 1).toordinal(), date(2020, 1, 1).toordinal())
        split = Random(4, stream=6)
        days = [date.fromordinal(number) for number in numbers if split.integer(10) != 0]
        """,
        data,
        """
        def next_pair():
            \"\"\"A day as people write it, and as ISO 8601 does.\"\"\"
            day = days[data.integer(len(days))]
            month, year = f"{day:%B}".lower(), day.year
            short = month[:3]
            ways = [
                f"{day.day} {short} {year}", f"{short} {day.day}, {year}",
                f"{day.day} {month} {year}", f"{month} {day.day}, {year}", f"{day:%d/%m/%Y}",
            ]
            source = ways[data.integer(5)]
            source = [3 + source_symbols.index(character) for character in source]
            return source, [3 + target_symbols.index(character) for character in day.isoformat()]
        """,
      ]
    })

  /// Python that makes batches of `next_pair()`.
  static func pairBatch(_ configuration: Configuration) -> String {
    let (draws, result) =
      switch configuration.forcing {
      case 0, 1:
        (
          """
              for _ in range(target_steps * batch):
                  data.next()  # Unroll draws here, whatever the probability of forcing
          """, ""
        )
      default:
        (
          """
              forced = torch.tensor([data.uniform() < forcing for _ in range(target_steps * batch)])
          """, ", forced.view(target_steps, batch)"
        )
      }
    let order = configuration.isReversed ? "[::-1]" : ""
    return """
      def next_batch():
          \"\"\"Sources\(configuration.isReversed ? ", from their end," : "") and targets, each \
      [steps, batch].\"\"\"
          sources, targets = zip(*[next_pair() for _ in range(batch)])
      \(draws)
          source = pad_sequence([torch.tensor(source\(order)) for source in sources])
          return source, pad_sequence([torch.tensor(target) for target in targets])\(result)
      """
  }
}
