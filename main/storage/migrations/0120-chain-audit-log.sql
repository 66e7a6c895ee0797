-- Each row names the hash of the row before it. Rows of before are chained when storage is opened: SQL has no digest for it.
-- A hash needs no second place: whoever judges the log finds one that has changed.
ALTER TABLE audit_log ADD COLUMN epoch TEXT;
ALTER TABLE audit_log ADD COLUMN digest TEXT;
ALTER TABLE audit_log ADD COLUMN prev_hash TEXT;
ALTER TABLE audit_log ADD COLUMN hash TEXT;
DROP INDEX audit_log_doubled;
CREATE INDEX audit_log_doubled ON audit_log (at, account, role, action, facts, epoch);

-- Heads that the platform has countersigned (JSON, signed by both, which stands for a second place), each with the place of
-- its row.
CREATE TABLE audit_anchors (
  number INTEGER PRIMARY KEY,
  epoch TEXT NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  day TEXT NOT NULL,
  anchor TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_anchors_keep_values BEFORE UPDATE ON audit_anchors
BEGIN
  SELECT RAISE(ABORT, 'audit_anchors is append-only');
END;

-- Up to where rows have been taken out for their age, with the anchor that says what the next one goes on from. One row.
CREATE TABLE audit_start (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  seq INTEGER NOT NULL,
  anchor TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_start_is_anchored BEFORE INSERT ON audit_start
WHEN EXISTS (SELECT 1 FROM audit_log WHERE seq <= NEW.seq) AND NOT EXISTS (
  SELECT 1 FROM audit_log JOIN audit_anchors USING (epoch, seq, hash)
  WHERE audit_log.seq = NEW.seq AND audit_anchors.anchor = NEW.anchor
)
BEGIN
  SELECT RAISE(ABORT, 'audit_log is cut only where it is anchored');
END;

CREATE TRIGGER audit_start_keeps_values BEFORE UPDATE ON audit_start
BEGIN
  SELECT RAISE(ABORT, 'audit_start is replaced, never changed');
END;

DROP TRIGGER audit_log_keeps_rows;
CREATE TRIGGER audit_log_keeps_rows BEFORE DELETE ON audit_log
WHEN OLD.seq > coalesce((SELECT seq FROM audit_start), 0)
BEGIN
  SELECT RAISE(ABORT, 'audit_log is append-only');
END;

DROP TRIGGER audit_log_keeps_values;
CREATE TRIGGER audit_log_keeps_values BEFORE UPDATE ON audit_log
WHEN OLD.hash IS NOT NULL OR NEW.seq <> OLD.seq OR NEW.at <> OLD.at OR NEW.account <> OLD.account
  OR NEW.role <> OLD.role OR NEW.action <> OLD.action OR NEW.facts <> OLD.facts
BEGIN
  SELECT RAISE(ABORT, 'audit_log is append-only');
END;
