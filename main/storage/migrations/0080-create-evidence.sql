-- What proves that citizens have agreed, declined or withdrawn: signed records with their openings and pages, sealed. A row
-- gets the platform's countersignature once, or the reason why it has none; nothing else of it ever changes.
CREATE TABLE evidence (
  number INTEGER PRIMARY KEY,
  evidence_id TEXT NOT NULL UNIQUE,
  -- The chain is one per epoch of the database.
  epoch TEXT NOT NULL,
  seq INTEGER NOT NULL,
  -- What the next record of the chain names.
  hash TEXT NOT NULL,
  body BLOB NOT NULL,
  -- JSON: an envelope of the platform, or a rejection code.
  outcome TEXT,
  UNIQUE (epoch, seq, hash)
) STRICT;

CREATE INDEX evidence_waiting ON evidence (number) WHERE outcome IS NULL;

CREATE TRIGGER evidence_keeps_rows BEFORE DELETE ON evidence
BEGIN
  SELECT RAISE(ABORT, 'evidence is append-only');
END;

CREATE TRIGGER evidence_keeps_values BEFORE UPDATE ON evidence
WHEN OLD.outcome IS NOT NULL OR NEW.number <> OLD.number OR NEW.evidence_id <> OLD.evidence_id
  OR NEW.epoch <> OLD.epoch OR NEW.seq <> OLD.seq OR NEW.hash <> OLD.hash OR NEW.body <> OLD.body
BEGIN
  SELECT RAISE(ABORT, 'evidence is append-only');
END;

-- REPLACE deletes without the trigger above.
CREATE TRIGGER evidence_keeps_places BEFORE INSERT ON evidence
WHEN EXISTS (SELECT 1 FROM evidence WHERE number = NEW.number OR evidence_id = NEW.evidence_id)
BEGIN
  SELECT RAISE(ABORT, 'evidence is append-only');
END;
