/// The problems that read a file, which the program's first argument names.
extension PyTorchProblem {
  static let characters = PyTorchProblem(
    name: "characters",
    form: .sequences(
      Sequences(
        inputs: "len(symbols)", outputs: "len(symbols)", asksEveryStep: true, carry: .text)),
    parts: { _ in
      [
        """
        text = open(sys.argv[1], encoding="utf-8-sig", newline="").read().replace("\\r\\n", "\\n")
        symbols = sorted(set(text))
        number = {symbol: id for id, symbol in enumerate(symbols)}
        training = torch.tensor([number[symbol] for symbol in text[: len(text) - len(text) // 10]])

        # The text is cut into streams that are read side by side, `steps` characters at a time.
        length = len(training) // batch
        windows = (length - 1) // steps
        assert windows > 0, "the text is too short"
        streams = training[: batch * length].view(batch, length).T
        """,
        """
        def window(index):
            \"\"\"The next characters of every stream, and for each the character that follows.\"\"\"
            start = index * steps
            ids, target = streams[start : start + steps], streams[start + 1 : start + steps + 1]
            return F.one_hot(ids, len(symbols)).float(), target
        """,
      ]
    })

  static let messages = PyTorchProblem(
    name: "messages",
    form: .sequences(
      Sequences(inputs: "len(number) + 2", outputs: "len(labels)", isEmbedded: true)),
    parts: { configuration in
      let hasLengths = configuration.readout == "valid"
      return [
        columns, words, shuffled,
        """
        texts = [(label, words(text)) for label, text in columns(sys.argv[1])]
        labels = sorted({label for label, _ in texts})
        texts = shuffled(texts, seed=1)[: len(texts) - len(texts) // 5]
        counts = Counter(word for _, text in texts for word in text)
        known = sorted(counts, key=lambda word: (-counts[word], word))[:3000]
        number = {word: id for id, word in enumerate(known, start=2)}  # 0 fills up, 1 is not known
        """,
        data,
        """
        def next_batch():
            \"\"\"Messages, each cut or filled up to `steps` words\(hasLengths ? ", with lengths" : "").\"\"\"
            chosen = [texts[data.integer(len(texts))] for _ in range(batch)]
            x = torch.zeros(steps, batch, dtype=torch.long)
            for sequence, (_, text) in enumerate(chosen):
                for step, word in enumerate(text[:steps]):
                    x[step, sequence] = number.get(word, 1)
            target = torch.tensor([labels.index(label) for label, _ in chosen])
            \(hasLengths ? "return x, (x != 0).sum(dim=0), target" : "return x, target")
        """,
      ]
    })

  static let french = PyTorchProblem(
    name: "french", form: .pairs(Pairs(targetsVary: true)),
    parts: { _ in
      [
        columns, words, shuffled,
        """
        def numbers(sentences):
            \"\"\"The distinct words; ids 0, 1 and 2 stand for filling, begin and end.\"\"\"
            return {word: id for id, word in enumerate(sorted(set().union(*sentences)), start=3)}
        """,
        """
        pairs = [(words(source), words(target)) for source, target in columns(sys.argv[1])]
        pairs = [pair for pair in pairs if max(map(len, pair)) <= 20]
        source_number, target_number = (numbers(side) for side in zip(*pairs))
        source_count, target_count = len(source_number) + 3, len(target_number) + 3
        target_steps = 1 + max(len(target) for _, target in pairs)
        pairs = shuffled(pairs, seed=6)[: len(pairs) - max(1, len(pairs) // 10)]
        """,
        data,
        """
        def next_pair():
            \"\"\"A sentence and its translation with its end, as ids.\"\"\"
            source, target = pairs[data.integer(len(pairs))]
            return [source_number[word] for word in source], [target_number[word] for word in target] + [2]
        """,
      ]
    })

  private static let columns = """
    def columns(file):
        \"\"\"The lines that are two columns with a tab between; others are left out.\"\"\"
        lines = [line.split("\\t") for line in open(file, encoding="utf-8-sig", newline="\\n")]
        rows = [[part.strip() for part in line] for line in lines]
        return [row for row in rows if len(row) == 2 and all(row)]
    """

  private static let words = """
    def words(text):
        \"\"\"Lowercase runs of letters and digits, which an apostrophe ends; others by themselves.\"\"\"
        return re.findall(r"[^\\W_]*'|[^\\W_]+|\\S", text.lower().replace("\\u2019", "'"))
    """

  private static let shuffled = """
    def shuffled(rows, seed):
        \"\"\"Unroll's own order; what is at the end is held out.\"\"\"
        random = Random(seed, stream=6)
        for place in reversed(range(len(rows))):
            other = random.integer(place + 1)
            rows[place], rows[other] = rows[other], rows[place]
        return rows
    """
}
