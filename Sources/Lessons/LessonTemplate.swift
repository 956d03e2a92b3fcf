/// A small lesson that is right, to be changed into one of one's own.
public enum LessonTemplate {
  /// The text of a lesson file with this title.
  public static func text(title: String) -> String { "---\ntitle: \(title)\n" + rest }

  private static let rest = """
    part: My own lessons
    idea: one idea, in a few words
    problem: { name: recall, steps: 10 }
    model: { cell: lstm, hidden: 16, forget-bias: 1 }
    training: { updates: 300, pace: 100 }
    panels: [loss, gates]
    keys:
      - cell lstm gru tanh
      - steps 10 20 40
    ---

    <!-- Check this file with: unroll check FILE.md
         Open it with:         unroll open FILE.md (it is read again whenever it is saved) -->

    ## Ten letters to remember

    Say one thing on a page. The network reads ten letters and says at the
    end which came **first**. Guessing costs ln 4 = 1.386.

    ```predict
    ask: Where will the loss be after 300 updates?
    choice: still at chance | loss > 1.2 | why: You may think that noise wins; but gates keep it.
    choice: halfway | loss in 0.3 .. 1.2
    choice: near 0 | loss < 0.3
    after: 300
    why: The forget gates start half open, so that enough gradient gets back.
    ```

    ```claim
    say: It learns it.
    expect: loss < 0.1
    measured: loss 0.00114 .. 0.00202
    ```

    ```try
    do: Solve it with 20 letters.
    check: loss < 0.1 and steps = 20
    hint: + makes the sequence longer. Is the forget bias large enough?
    show: steps=20, forget-bias=3
    why: A longer wait needs a gate that starts closer to 1.
    ```

    ```lab
    look: The curve leaves the line of chance.
    ```

    ```notes
    What to ask the class, and what goes wrong. Only you see this.
    ```

    ```demo
    say: First say what will happen, then run it
    press: 3 space
    wait: loss < 0.1
    wait: 1 s
    ```

    """
}
