-- Serials that the platform has set aside for this workstation, per window and day of the hall. `next` is the one that is
-- given out next; above `last` the block is used up.
CREATE TABLE provisional_blocks (
  window_id TEXT NOT NULL,
  day TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  next INTEGER NOT NULL,
  PRIMARY KEY (window_id, day, first)
) STRICT;

CREATE INDEX provisional_blocks_doubled ON provisional_blocks (window_id, day, first, last, next);
