/// The problems of texts; most read a file, which the program's first argument names.
extension PyTorchProblem {
  static let characters = PyTorchProblem(
    name: "characters", form: textForm,
    parts: { _ in
      [
        """
        text = open(sys.argv[1], encoding="utf-8-sig", newline="").read().replace("\\r\\n", "\\n")
        """
      ] + windowsOfText
    })

  static let brackets = PyTorchProblem(
    name: "brackets", form: textForm,
    parts: { _ in
      [
        """
        def brackets(count):
            \"\"\"Nested brackets, at most two open at a time, six random letters before each.\"\"\"
            random, text, opened = Random(15, 6), "", []
            while len(text) < count:
                text += "".join("abc"[random.integer(3)] for _ in range(6))
                if not opened or (len(opened) < 2 and random.integer(2) == 0):
                    opened.append(random.integer(2))
                    text += "(["[opened[-1]]
                else:
                    text += ")]"[opened.pop()]
            return text[:count]
        """,
        """
        text = brackets(120_000)
        """,
      ] + windowsOfText
    })

  private static let textForm = Form.sequences(
    Sequences(
      inputs: "len(symbols)", outputs: "len(symbols)", asksEveryStep: true, carry: .text))

  /// The characters of `text`, and windows over its training part.
  private static let windowsOfText = [
    """
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
        \"\"\"The next characters of every stream, and for each the character that \
    follows.\"\"\"
        start = index * steps
        ids, target = streams[start : start + steps], streams[start + 1 : start + steps + 1]
        return F.one_hot(ids, len(symbols)).float(), target
    """,
  ]

  static let messages = PyTorchProblem(
    name: "messages",
    form: .sequences(
      Sequences(inputs: "len(number) + 2", outputs: "len(labels)", isEmbedded: true)),
    parts: { configuration in
      let hasLengths = configuration.readout == "valid"
      return [
        columns, signs, kind, words, trainingPart,
        """
        rows = [(words(text), label) for label, text in columns(sys.argv[1])]
        labels = sorted({label for _, label in rows})
        texts = training_part(rows, seed=1, parts=5)
        counts = Counter(word for text, _ in texts for word in text)
        known = sorted(counts, key=lambda word: (-counts[word], word))[:3000]
        number = {word: id for id, word in enumerate(known, start=2)}  # 0 fills up, 1 is not known
        """,
        data,
        """
        def next_batch():
            \"\"\"Messages, each cut or padded to `steps` \
        words\(hasLengths ? ", with lengths" : "").\"\"\"
            chosen = [texts[data.integer(len(texts))] for _ in range(batch)]
            x = torch.zeros(steps, batch, dtype=torch.long)
            for sequence, (text, _) in enumerate(chosen):
                for step, word in enumerate(text[:steps]):
                    x[step, sequence] = number.get(word, 1)
            target = torch.tensor([labels.index(label) for _, label in chosen])
            \(hasLengths ? "return x, (x != 0).sum(dim=0), target" : "return x, target")
        """,
      ]
    })

  static let french = PyTorchProblem(
    name: "french", form: .pairs(Pairs(targetsVary: true)),
    parts: { _ in
      [
        columns, signs, kind, words, trainingPart,
        """
        def numbers(sentences):
            \"\"\"The distinct words; ids 0, 1 and 2 stand for padding, BOS and EOS.\"\"\"
            return {word: id for id, word in enumerate(sorted(set().union(*sentences)), start=3)}
        """,
        """
        pairs = [(words(source), words(target)) for source, target in columns(sys.argv[1])]
        pairs = [pair for pair in pairs if 0 < min(map(len, pair)) and max(map(len, pair)) <= 20]
        source_number, target_number = (numbers(side) for side in zip(*pairs))
        source_count, target_count = len(source_number) + 3, len(target_number) + 3
        target_steps = 1 + max(len(target) for _, target in pairs)
        pairs = training_part(pairs, seed=6, parts=10)
        """,
        data,
        """
        def next_pair():
            \"\"\"A sentence and its translation with its end, as ids.\"\"\"
            source, target = pairs[data.integer(len(pairs))]
            return [source_number[word] for word in source], [target_number[word] for word in \
        target] + [2]
        """,
      ]
    })

  private static let columns = """
    def columns(file):
        \"\"\"The lines that are two columns with a tab between; others are left out.\"\"\"
        lines = [line.split("\\t") for line in open(file, encoding="utf-8-sig", newline="\\n")]
        rows = [[part.strip() for part in line] for line in lines]
        rows = [row for row in rows if len(row) == 2 and all(row)]
        assert rows, f"{file} has no lines of two columns; unroll data prints such lines"
        return rows
    """

  private static let signs = """
    # Thai, Lao, Myanmar, Khmer, kana and ideographs: no spaces are written between words.
    without_spaces = re.compile(
        "[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff\
    \\u31f0-\\u31ff"
        "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uff66-\\uff9f\\U00020000-\\U0003ffff]"
    )
    """

  private static let kind = """
    def kind(sign):
        \"\"\"A letter, a letter that is a word alone, a mark, a blank, a symbol, or \
    invisible.\"\"\"
        category = unicodedata.category(sign)
        if sign in "'\\u2019":
            return "'"
        if sign in "\\t\\n\\v\\f\\r\\x85" or category[0] == "Z":
            return " "
        if category in ("Cc", "Cf", "Cs"):
            return ""
        if category[0] in "LN":
            return "A" if without_spaces.match(sign) else "L"
        return "M" if category[0] == "M" else "S"
    """

  private static let words = """
    def words(text):
        \"\"\"Lowercase runs of letters, marks and digits, which an apostrophe ends; others \
    alone.\"\"\"
        signs = [low for sign in text for low in sign.lower() if kind(low)]
        kinds = "".join(map(kind, signs))
        found = re.finditer("(?:L[LM]*|AM*)?'|L[LM]*|AM*|S", kinds)
        parts = ("".join(signs[match.start() : match.end()]) for match in found)
        return [part.replace("\\u2019", "'") for part in parts]
    """

  private static let trainingPart = """
    def training_part(rows, seed, parts):
        \"\"\"Unroll's own order; the last of `parts` parts is held out. Rows that begin with the \
    same
        words are on one side.\"\"\"
        copies = {}
        for row in rows:
            copies.setdefault(tuple(row[0]), []).append(row)
        copies = list(copies.values())
        random = Random(seed, stream=6)
        for index in reversed(range(len(copies))):
            other = random.integer(index + 1)
            copies[index], copies[other] = copies[other], copies[index]
        return [row for group in copies[: len(copies) - max(1, len(copies) // parts)] for row in \
    group]
    """
}
