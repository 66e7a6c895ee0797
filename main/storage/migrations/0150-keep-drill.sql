-- The drill that is on, or whose cases are not removed yet. `ends_at` in Unix milliseconds.
CREATE TABLE drill (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  ends_at INTEGER NOT NULL,
  account TEXT NOT NULL,
  role TEXT NOT NULL
) STRICT;

CREATE INDEX drill_doubled ON drill (ends_at, account, role);
