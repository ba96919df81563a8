import Booking
import Store

extension FrontDesk {
  /// A page of the log; nil when the person is not an owner.
  package func auditLog(
    _ query: AuditQuery, from place: AuditPlace, limit: Int, by person: Person
  ) throws -> [AuditEntry]? {
    guard person.isOwner else { return nil }
    return try tx.auditLog(query, from: place, limit: limit)
  }

  /// The newest entries that a file has room for; nil when the person is not an owner. That
  /// somebody took them along is noted too.
  package func exportLog(_ query: AuditQuery, limit: Int, by person: Person) throws -> [AuditEntry]?
  {
    guard person.isOwner else { return nil }
    let entries = try tx.auditLog(query, limit: limit)
    try audit("exportLog", by: person.id)
    return entries
  }
}
