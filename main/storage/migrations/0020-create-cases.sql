-- Everything personal is in `body`, sealed; the other columns are its associated data.
CREATE TABLE cases (
  id TEXT PRIMARY KEY,
  stage TEXT NOT NULL,
  clerk TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;

CREATE INDEX cases_by_clerk ON cases (clerk, opened_at);
