-- Codes (办事码) that were taken here, so that none is taken twice while the platform is away: the SHA-256 of the code's nonce
-- in hex, and until when it could be taken at all, in Unix milliseconds.
CREATE TABLE used_codes (
  nonce_hash TEXT PRIMARY KEY,
  until INTEGER NOT NULL
) STRICT;

CREATE INDEX used_codes_doubled ON used_codes (nonce_hash, until);
