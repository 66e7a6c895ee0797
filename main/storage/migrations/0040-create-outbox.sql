-- Events in the order of their sequence. There is no flag for "sent": an event waits while its number is above
-- what the platform has acknowledged. `rejection` is the platform's code for an event it has processed and refused.
CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY,
  event_id TEXT NOT NULL UNIQUE,
  case_id TEXT NOT NULL,
  body BLOB NOT NULL,
  rejection TEXT
) STRICT;

CREATE INDEX outbox_by_case ON outbox (case_id);

-- `last_seq` outlives purged events, so that no number is given twice. One row.
CREATE TABLE outbox_progress (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  last_seq INTEGER NOT NULL,
  acked_through INTEGER NOT NULL,
  platform_id TEXT
) STRICT;

INSERT INTO outbox_progress (only_row, last_seq, acked_through) VALUES (1, 0, 0);
