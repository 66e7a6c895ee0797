-- What an event costs the disk at each commit is the pages that it changes: its row's, and one of one index. Its clerk is sealed
-- with it from here on, and when it was put here stands in its body, so that neither needs a second place; its number is the
-- row's own. An event of before has something in `enqueued_at`, and is not sealed for its clerk.
CREATE TABLE light_outbox (
  seq INTEGER PRIMARY KEY,
  event_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  body BLOB NOT NULL,
  rejection TEXT,
  enqueued_at TEXT,
  clerk TEXT
) STRICT;
INSERT INTO light_outbox (seq, event_id, case_id, body, rejection, enqueued_at, clerk)
SELECT seq, event_id, case_id, body, rejection, coalesce(enqueued_at, ''), clerk FROM outbox;
DROP TABLE outbox;
ALTER TABLE light_outbox RENAME TO outbox;

-- An event is of one case: that each is here once, and which are of a case, one index tells.
CREATE UNIQUE INDEX outbox_by_case ON outbox (case_id, event_id);

-- The code of a refusal stands twice, as it did.
CREATE INDEX outbox_rejected ON outbox (seq, rejection, case_id) WHERE rejection IS NOT NULL;
