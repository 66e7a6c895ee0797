-- `content` is sealed with the lease's own key, which is not in this database.
-- `holder` is a keyed hash under that same key: without it, nobody can test who the holder was.
CREATE TABLE leases (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  clerk TEXT NOT NULL,
  holder BLOB NOT NULL,
  ends_at INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT;

-- The latest time (Unix milliseconds) that leases have seen; it never goes back. One row.
CREATE TABLE lease_time (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  seen INTEGER NOT NULL
) STRICT;

INSERT INTO lease_time (only_row, seen) VALUES (1, 0);
