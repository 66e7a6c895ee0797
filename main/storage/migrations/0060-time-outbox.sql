-- When an event was put here, so that the counter can say since when the oldest one waits. Events from before this
-- column are as old as nobody knows.
ALTER TABLE outbox ADD COLUMN enqueued_at TEXT;
