import Lessons

@testable import Lab

/// A lesson with one page of recall at T = 4, which an LSTM learns in a moment, and these blocks.
func experiment(_ blocks: String) throws -> Experiment {
  try Experiment(.parse(lessonText(blocks), file: "lessons/99-try.md"))
}

func lessonText(_ blocks: String) -> String {
  """
  ---
  title: Try
  part: Memory
  idea: try
  problem: { name: recall, steps: 5 }
  model: { cell: lstm, hidden: 8 }
  training: { updates: 300, batch: 16 }
  panels: [loss]
  keys: [steps]
  ---

  ## Page

  Text.

  \(blocks)
  """
}

let predict = """
  ```predict
  ask: Where will it be?
  choice: at chance | loss > 1.2
  choice: solved | loss < 0.4
  after: 200
  why: Four steps are easily bridged.
  ```
  """
