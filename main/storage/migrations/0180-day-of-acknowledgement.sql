-- How far the platform had acknowledged the outbox at the end of each day (in the hall) on which it did: after some days
-- what is through by then is purged. A number that goes back takes those of earlier days with it.
CREATE TABLE outbox_acknowledged (
  day TEXT PRIMARY KEY,
  acked_through INTEGER NOT NULL
) STRICT;

CREATE INDEX outbox_acknowledged_doubled ON outbox_acknowledged (day, acked_through);
