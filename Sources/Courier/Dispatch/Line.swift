/// First in, first out, without moving the rest on every step.
struct Line<Element> {
  private var items: [Element] = []
  private var head = 0

  var count: Int { items.count - head }
  var isEmpty: Bool { head == items.count }

  var first: Element? {
    get { isEmpty ? nil : items[head] }
    set { if let newValue, !isEmpty { items[head] = newValue } }
  }

  var waiting: ArraySlice<Element> { items[head...] }

  mutating func append(_ element: Element) { items.append(element) }

  /// Puts the element behind the last one that it `follows`; almost always that is the end.
  mutating func insert(_ element: Element, follows: (Element) -> Bool) {
    var place = items.count
    while place > head, !follows(items[place - 1]) { place -= 1 }
    items.insert(element, at: place)
  }

  mutating func popFirst() -> Element? {
    guard !isEmpty else { return nil }
    let element = items[head]
    head += 1
    if head == items.count {
      items.removeAll(keepingCapacity: items.capacity <= 64)
      head = 0
    } else if head > 64, head > items.count / 2 {
      items.removeFirst(head)
      head = 0
    }
    return element
  }

  /// Removes what matches among all but the first `kept`.
  mutating func removeAll(keeping kept: Int, where matches: (Element) -> Bool) {
    let start = min(head + kept, items.count)
    guard start < items.count else { return }
    let rest = items[start...].filter { !matches($0) }
    items.replaceSubrange(start..., with: rest)
  }
}

/// What comes due, soonest first; of the same moment, first come first.
struct Agenda<Element> {
  private var entries: [(due: Int64, order: Int, element: Element)] = []
  private var count = 0

  var nextDue: Int64? { entries.first?.due }
  var size: Int { entries.count }

  mutating func add(_ element: Element, due: Int64) {
    count += 1
    entries.append((due, count, element))
    var child = entries.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard isBefore(child, parent) else { break }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  mutating func popDue(at moment: Int64) -> Element? {
    guard let first = entries.first, first.due <= moment else { return nil }
    entries.swapAt(0, entries.count - 1)
    entries.removeLast()
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < entries.count else { break }
      if child + 1 < entries.count, isBefore(child + 1, child) { child += 1 }
      guard isBefore(child, parent) else { break }
      entries.swapAt(child, parent)
      parent = child
    }
    return first.element
  }

  /// Takes out what matches, in no order.
  mutating func removeAll(where matches: (Element) -> Bool) -> [Element] {
    guard entries.contains(where: { matches($0.element) }) else { return [] }
    let gone = entries.filter { matches($0.element) }.map(\.element)
    let kept = entries.filter { !matches($0.element) }
    entries.removeAll(keepingCapacity: true)
    // A sorted list is a heap too.
    entries = kept.sorted { ($0.due, $0.order) < ($1.due, $1.order) }
    return gone
  }

  private func isBefore(_ a: Int, _ b: Int) -> Bool {
    (entries[a].due, entries[a].order) < (entries[b].due, entries[b].order)
  }
}
