-- Whose each event is: an account. What decides nothing about a case and was put here before this column is nobody's.
ALTER TABLE outbox ADD COLUMN clerk TEXT;
UPDATE outbox SET clerk = (SELECT cases.clerk FROM cases WHERE cases.id = outbox.case_id);

DROP INDEX outbox_by_case;
CREATE INDEX outbox_by_case ON outbox (case_id, enqueued_at, rejection, clerk);
