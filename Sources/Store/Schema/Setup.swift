/// How far the owner came in setting the business up; no row when that is done or never begun.
extension Schema {
  static let setup = """
    CREATE TABLE setup(
      id INTEGER PRIMARY KEY CHECK (id = 1),
      step TEXT NOT NULL,
      service TEXT,
      minutes INTEGER CHECK (minutes > 0)
    ) STRICT;

    """
}
