-- The items that a window may receive, as the platform registered them when somebody last logged in there: sealed, so that
-- a counter goes on with them when the platform is away.
CREATE TABLE catalogue (
  window_id TEXT NOT NULL PRIMARY KEY,
  body BLOB NOT NULL
) STRICT;
