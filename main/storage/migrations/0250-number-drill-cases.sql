-- How many cases of the drill have been given a number of their own.
ALTER TABLE drill ADD COLUMN numbered INTEGER NOT NULL DEFAULT 0;

-- By itself: with the other clear values it would need the index of those to be made anew.
CREATE INDEX drill_numbered_doubled ON drill (numbered);
