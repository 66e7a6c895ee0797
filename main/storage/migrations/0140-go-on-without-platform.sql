-- The items that a window may receive, as the platform registered them when somebody last logged in there: sealed, so that
-- a counter goes on with them when the platform is away.
CREATE TABLE catalogue (
  window_id TEXT NOT NULL PRIMARY KEY,
  body BLOB NOT NULL
) STRICT;

-- Serials that the platform has set aside for this workstation, per window and day of the hall. `next` is the one that is
-- given out next; above `last` the block is used up.
CREATE TABLE provisional_blocks (
  window_id TEXT NOT NULL,
  day TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  next INTEGER NOT NULL,
  PRIMARY KEY (window_id, day, first)
) STRICT;

CREATE INDEX provisional_blocks_doubled ON provisional_blocks (window_id, day, first, last, next);

-- Who may log in without the platform for a while: sealed, with what their password is recognised by and the tries that failed.
CREATE TABLE offline_logins (
  account TEXT NOT NULL PRIMARY KEY,
  body BLOB NOT NULL
) STRICT;
