-- What an event costs the disk at each commit is the pages that it changes. Its clerk is sealed with it from here on, and when
-- it was put here stands in its body, so that neither needs a second place; its number is the row's own. An event of before
-- has something in `enqueued_at`, and is not sealed for its clerk.
UPDATE outbox SET enqueued_at = '' WHERE enqueued_at IS NULL;
DROP INDEX outbox_by_clerk;
DROP INDEX outbox_by_case;

-- With its number, so that no other index has rows that look the same to whoever salvages a database.
CREATE INDEX outbox_by_case ON outbox (case_id, seq);

-- The code of a refusal stands twice, as it did.
DROP INDEX outbox_rejected;
CREATE INDEX outbox_rejected ON outbox (seq, rejection, case_id) WHERE rejection IS NOT NULL;
