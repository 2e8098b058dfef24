-- What people asked for: never thrown away, and on disk before it is sent.

CREATE TABLE submissions (
  id             TEXT PRIMARY KEY,
  account        TEXT NOT NULL,
  preview_id     TEXT NOT NULL,
  amount_due     INTEGER NOT NULL,
  currency       TEXT NOT NULL,
  payment        TEXT NOT NULL,
  reason         TEXT NOT NULL,
  category       TEXT NOT NULL,
  target         TEXT NOT NULL,
  at             INTEGER NOT NULL,
  state          TEXT NOT NULL,
  amount_charged INTEGER,
  invoice_id     TEXT NOT NULL,
  problem        TEXT
) STRICT;

-- One change in flight an account, whatever the program does.
CREATE UNIQUE INDEX submissions_in_flight ON submissions (account)
  WHERE state IN ('pending', 'unknown', 'charging', 'requires_action');

CREATE TABLE drafts (
  id      TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  target  TEXT NOT NULL,
  reason  TEXT NOT NULL,
  at      INTEGER NOT NULL
) STRICT;

CREATE INDEX drafts_newest ON drafts (account, at DESC, id DESC);
