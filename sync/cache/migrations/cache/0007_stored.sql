-- The biggest items that are stored, grants of credits, and what those were spent on.

CREATE TABLE stored_items (
  account     TEXT NOT NULL,
  id          TEXT NOT NULL,
  name        TEXT NOT NULL,
  kind        TEXT NOT NULL,
  workspace   TEXT NOT NULL,
  size_gb     TEXT NOT NULL,
  added_at    INTEGER NOT NULL,
  last_opened INTEGER, -- NULL where it was never opened
  PRIMARY KEY (account, id)
) STRICT;

CREATE TABLE credit_grants (
  account   TEXT NOT NULL,
  id        TEXT NOT NULL,
  kind      TEXT NOT NULL,
  source    TEXT NOT NULL,
  granted   TEXT NOT NULL,
  spent     TEXT NOT NULL,
  at        INTEGER NOT NULL,
  lapses_at INTEGER, -- NULL lasts until it is spent
  reference TEXT NOT NULL,
  PRIMARY KEY (account, id)
) STRICT;

CREATE TABLE credit_spends (
  account   TEXT NOT NULL,
  id        TEXT NOT NULL,
  kind      TEXT NOT NULL,
  at        INTEGER NOT NULL,
  actor     TEXT NOT NULL,
  action    TEXT NOT NULL,
  workspace TEXT NOT NULL,
  quantity  TEXT NOT NULL,
  PRIMARY KEY (account, id)
) STRICT;

CREATE INDEX credit_spends_newest ON credit_spends (account, at DESC, id DESC);

-- How much is stored of each kind. JSON; empty where only the total is known.
ALTER TABLE usage ADD COLUMN storage_by_kind TEXT NOT NULL DEFAULT '{}';

-- What was read until here has none of it: it is read anew, and shows until then.
UPDATE cursors SET revision = 0;
