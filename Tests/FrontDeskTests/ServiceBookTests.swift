import Booking
import Testing

@testable import FrontDesk
@testable import Store

/// Services as the staff changes them: whose they are, and what is written down of it.
@Suite struct ServiceBookTests {
  let salon: Salon

  init() throws { salon = try Salon() }

  private func details(_ action: String) throws -> [String?] {
    try salon.store.read { tx in
      try tx.rows("SELECT detail FROM audit WHERE action = ? ORDER BY id", [action]) {
        $0[0] as String?
      }
    }
  }

  private func mayEdit(_ service: ID<Service>, _ person: Person) throws -> Bool {
    try salon.at { try $0.mayEdit(service, person) }
  }

  private func allow(_ specialist: ID<Specialist>, _ access: Specialist.Access) throws {
    try salon.at { desk in
      var changed = try #require(try desk.catalogue().specialist(specialist))
      changed.access = access
      try desk.tx.save(changed)
    }
  }

  @Test func `a service is changed by who alone offers it, and by who manages everything`() throws {
    let (ada, ben) = (salon.ada, salon.ben)
    #expect(try mayEdit(salon.dye, ada) && !mayEdit(salon.dye, ben))
    #expect(try !mayEdit(salon.cut, ada) && !mayEdit(salon.cut, ben))
    try allow(ID(2), .view)
    #expect(try !mayEdit(salon.cut, ben))
    try allow(ID(2), .manage)
    #expect(try mayEdit(salon.cut, ben) && mayEdit(salon.dye, ben))
    try allow(ID(2), .own)
    let (cut, bens) = (salon.cut, salon.bens)
    let owner = try salon.person(salon.owner)
    try salon.at { _ = try $0.offer(cut, on: bens, false, by: owner) }
    #expect(try mayEdit(cut, ada) && !mayEdit(cut, ben))
  }

  @Test func `a specialist who is no longer active changes nothing`() throws {
    let (ada, dye) = (salon.ada, salon.dye)
    try salon.at { desk in
      var changed = try #require(try desk.catalogue().specialist(ID(1)))
      changed.isActive = false
      try desk.tx.save(changed)
    }
    #expect(try !mayEdit(dye, ada))
    #expect(try salon.at { try $0.addService(name: "X", duration: 30, price: nil, by: ada) } == nil)
    #expect(try salon.at { try $0.listedServices(for: ada) }.isEmpty)
  }

  @Test func `a service whose calendar was deleted stays its maker's`() throws {
    let ben = salon.ben
    let (service, second) = try salon.at { desk in
      let second = try #require(try desk.addCalendar(named: "Two", of: ID(2), by: ben))
      let service = try #require(
        try desk.addService(name: "Shave", duration: 20, price: nil, by: ben))
      _ = try desk.offer(service.id, on: second.id, true, by: ben)
      _ = try desk.offer(service.id, on: ID(2), false, by: ben)
      return (service.id, second.id)
    }
    #expect(word(try salon.at { try $0.deleteCalendar(second, by: ben) }) == "deleted")
    #expect(try mayEdit(service, ben) && !mayEdit(service, salon.ada))
    #expect(try salon.at { try $0.catalogue().calendars.map(\.id.raw) } == [1, 2])
    #expect(try salon.at { try $0.catalogue().calendar(second)?.isDeleted } == true)
    let outcome = try salon.at { try $0.offer(service, on: ID(2), true, by: ben) }
    #expect(word(outcome) == "done")
  }

  @Test func `what changed is written down, from what to what`() throws {
    let (dye, ada) = (salon.dye, salon.ada)
    try salon.at { desk in
      _ = try desk.edit(dye, by: ada) { service in
        service.name = "Colour"
        service.price = Money(minor: 4_550, currency: "EUR")
        service.photo = "secret-file-id"
        service.place.onlineLink = "https://meet.example.com/secret"
      }
      _ = try desk.edit(dye, by: ada) { _ in }
      _ = try desk.edit(dye, by: ada) {
        $0.price = nil
        $0.name = String(repeating: "x", count: 100)
      }
    }
    let notes = try details("editService")
    #expect(
      notes == [
        """
        name: Dye → Colour
        price: – → 4550 EUR
        photo: no → yes
        online: – → https://meet.example.com
        """,
        """
        name: Colour → \(String(repeating: "x", count: 79))…
        price: 4550 EUR → –
        """,
      ])
  }

  @Test func `services change places with those the person may change`() throws {
    let owner = try salon.person(salon.owner)
    let (ada, cut, dye, course) = (salon.ada, salon.cut, salon.dye, salon.course)
    func order() throws -> [ID<Service>] {
      try salon.at { try $0.listedServices(for: owner).map(\.id) }
    }
    #expect(try order() == [cut, dye, course])
    // Ada's own are the dye and the class: the cut between the owner's hands stays first.
    #expect(try salon.at { try $0.shift(course, earlier: true, by: ada) })
    #expect(try order() == [cut, course, dye])
    #expect(try !salon.at { try $0.shift(course, earlier: true, by: ada) })
    #expect(try !salon.at { try $0.shift(dye, earlier: false, by: ada) })
    #expect(try salon.at { try $0.shift(cut, earlier: false, by: owner) })
    #expect(try order() == [course, cut, dye])
    // Equal places, as another program might leave them, are told apart.
    try salon.store.write { try $0.run("UPDATE service SET position = 1") }
    try salon.store.write { tx in
      let service = try #require(try tx.catalogue().service(cut))
      try tx.save(service)
    }
    let before = try order()
    #expect(try salon.at { try $0.shift(before[2], earlier: true, by: owner) })
    #expect(try order() == [before[0], before[2], before[1]] || order().first == before[2])
  }
}
