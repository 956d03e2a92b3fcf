import Testing

@testable import Engine
@testable import Lab

@Suite("The process's memory")
struct ProcessMemoryTests {
  @Test("its peak grows by what is written to, and includes the program's own pages")
  func growth() {
    let before = ProcessMemory.beginPeak()
    #expect(before.code > 0)
    #expect(before.peak > before.code)
    let numbers = Buffer(count: 16 << 20)
    numbers.floats().base.update(repeating: 1, count: numbers.count)
    #expect(ProcessMemory.read().peak >= before.peak + numbers.count * 4)
  }
}
