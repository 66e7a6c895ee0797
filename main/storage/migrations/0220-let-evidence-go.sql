-- A record may leave for its age once the platform has countersigned it. Where the chain goes on when its newest has left:
-- one row.
CREATE TABLE evidence_chain (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  epoch TEXT NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;

-- In an order of its own: with the index of evidence it would look like a record to whoever salvages a database.
CREATE INDEX evidence_chain_doubled ON evidence_chain (seq, hash, epoch);

DROP TRIGGER evidence_keeps_rows;
CREATE TRIGGER evidence_keeps_rows BEFORE DELETE ON evidence
WHEN json_extract(OLD.outcome, '$.envelope') IS NULL OR (
  OLD.epoch = (SELECT epoch FROM workstation) AND NOT EXISTS (
    SELECT 1 FROM evidence_chain WHERE epoch = OLD.epoch AND seq >= OLD.seq
  )
)
BEGIN
  SELECT RAISE(ABORT, 'evidence is append-only');
END;
