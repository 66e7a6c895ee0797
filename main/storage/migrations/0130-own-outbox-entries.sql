-- Whose each event is: an account. What decides nothing about a case and was put here before this column is nobody's.
ALTER TABLE outbox ADD COLUMN clerk TEXT;
UPDATE outbox SET clerk = (SELECT cases.clerk FROM cases WHERE cases.id = outbox.case_id);

-- By itself: with the other clear values it would look like a row of the index of cases to whoever salvages a database.
CREATE INDEX outbox_by_clerk ON outbox (clerk);
