import Booking
import Store

extension FrontDesk {
  package func setLanguage(_ code: String?, of person: Person) throws -> Person {
    let changed = try change(person) { $0.language = code }
    if changed.languageCode != person.languageCode, try isStaff(changed) {
      try refreshMenu(of: changed)
    }
    return changed
  }

  package func setName(_ name: String, of person: Person) throws -> Person {
    try change(person) {
      $0.name = name
      $0.namedByHand = true
    }
  }

  /// `phone` in E.164; nil forgets it. Only a contact of the sender's own `isShared`: what is typed
  /// may be anybody's number.
  package func setPhone(
    _ phone: String?, isShared: Bool = false, of person: Person
  ) throws -> Person {
    try tx.markPhone(of: person.id, isShared: isShared && phone != nil)
    return try change(person) { $0.phone = phone }
  }

  package func setEmail(_ email: String?, of person: Person) throws -> Person {
    try change(person) { $0.email = email }
  }

  package func setZone(_ zone: Zone?, of person: Person) throws -> Person {
    let changed = try change(person) { $0.zone = zone }
    if zone != person.zone { try planReminders(for: person.id) }
    return changed
  }

  private func change(_ person: Person, _ apply: (inout Person) -> Void) throws -> Person {
    var changed = person
    apply(&changed)
    try tx.save(changed)
    return changed
  }
}
