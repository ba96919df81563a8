import Booking
import Store
import Testing

@testable import Courier

@Suite("Backlog")
struct BacklogTests {
  var backlog = Backlog(bound: 4)

  private func row(_ id: Int64) -> OutboxRow { Story.row(id, chat: 1, now: Instant(0)) }

  private mutating func offer(_ ids: Int64..., held: Int = 0) -> [Int64] {
    backlog.offer(ids.map { row($0) }, held: held).map(\.id)
  }

  /// After which row a page is to be loaded now; nil: none is.
  private mutating func page(held: Int = 0) -> Int64? { backlog.startLoading(held: held)?.after }

  private mutating func loaded(_ ids: Int64...) -> [Int64] {
    backlog.loaded(ids.map { row($0) }, limit: 2).map(\.id)
  }

  @Test("What is committed while a page is loaded is looked for again")
  mutating func whileLoading() {
    let early = offer(1)
    let first = page()
    // Two is committed after the page was read, and before it was handed over.
    let meanwhile = offer(2)
    let second = (loaded(1), page())
    let rest = loaded(2)
    let late = offer(3, held: 2)
    #expect(early == [] && meanwhile == [])
    #expect(first == 0)
    #expect(second.0 == [1] && second.1 == 1)
    #expect(rest == [2])
    #expect(late == [3])
  }

  @Test("Over the bound, rows stay in the database until half of the memory is free")
  mutating func overflow() {
    _ = (page(), loaded())
    let taken = offer(1, 2, 3, 4)
    // Five was committed before six and is told of after it.
    let left = offer(6, held: 4) + offer(5, held: 4)
    #expect(taken == [1, 2, 3, 4] && left == [])
    let pages = (page(held: 3), page(held: 2))
    #expect(pages.0 == nil && pages.1 == 4)
    let rest = loaded(5, 6)
    #expect(rest == [5, 6] && backlog.isBehind)
    _ = page()
    let nothing = loaded()
    #expect(nothing == [] && !backlog.isBehind)
  }

  @Test("A row goes once, told of twice or loaded after it went")
  mutating func twice() {
    _ = (page(), loaded())
    let once = offer(1) + offer(1)
    backlog.forget(1)
    let again = offer(1)
    #expect(once == [1] && again == [])
  }

  @Test("An answer is taken at once even when rows wait in the database")
  mutating func answers() {
    let answer = Story.row(9, chat: 1, options: ["answer"], now: Instant(0))
    let first = backlog.offer([row(8), answer], held: 0).map(\.id)
    let second = backlog.offer([answer], held: 0).map(\.id)
    #expect(first == [9] && second == [])
  }
}
