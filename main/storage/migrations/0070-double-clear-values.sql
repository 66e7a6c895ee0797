-- A clear value that changes by itself, on a worn disk for one, is found at the next start: each stands in its row and in
-- an index, and the integrity check compares the two. Numbers of rows, ids and sealed values need no second place.
DROP INDEX cases_by_clerk;
CREATE INDEX cases_by_clerk ON cases (clerk, opened_at, updated_at, stage);

DROP INDEX outbox_by_case;
CREATE INDEX outbox_by_case ON outbox (case_id, enqueued_at, rejection);

CREATE INDEX workstation_doubled ON workstation (id, epoch);
CREATE INDEX leases_doubled ON leases (case_id, clerk, holder, ends_at);
CREATE INDEX lease_time_doubled ON lease_time (seen);
CREATE INDEX outbox_progress_doubled ON outbox_progress (last_seq, acked_through, platform_id);
CREATE INDEX audit_log_doubled ON audit_log (at, account, role, action, facts);
