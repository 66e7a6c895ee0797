-- Each acknowledgement asks which events have been rejected, and they are few: without an index it reads all of the outbox.
CREATE INDEX outbox_rejected ON outbox (seq, rejection) WHERE rejection IS NOT NULL;
