-- When the platform was last reached, as leases know it (Unix milliseconds): a workstation that is kept from it for too
-- long opens none. What is there already counts from the latest time that was seen.
ALTER TABLE lease_time ADD COLUMN reached INTEGER NOT NULL DEFAULT 0;
UPDATE lease_time SET reached = seen;

DROP INDEX lease_time_doubled;
CREATE INDEX lease_time_doubled ON lease_time (seen, reached);
