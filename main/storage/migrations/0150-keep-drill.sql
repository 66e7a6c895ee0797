-- The drill that is on, or whose cases are not removed yet: until then they are known by its beginning. Unix milliseconds.
CREATE TABLE drill (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  began_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  account TEXT NOT NULL,
  role TEXT NOT NULL
) STRICT;

CREATE INDEX drill_doubled ON drill (began_at, ends_at, account, role);
