-- Who this database is to the platform: made with the database, never changed. One row.
CREATE TABLE workstation (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  id TEXT NOT NULL,
  epoch TEXT NOT NULL
) STRICT;
