-- A copy of what the backend says; it can be thrown away and pulled again.
-- Settled amounts are minor units beside their currency, instants microseconds
-- since 1970 in UTC; what is only ever read whole is JSON.

CREATE TABLE accounts (
  id         TEXT PRIMARY KEY,
  position   INTEGER NOT NULL,
  name       TEXT NOT NULL,
  role       TEXT NOT NULL,
  plan       TEXT NOT NULL,
  plan_name  TEXT NOT NULL,
  workspaces TEXT NOT NULL
) STRICT;

CREATE TABLE account (
  account         TEXT PRIMARY KEY,
  name            TEXT NOT NULL,
  role            TEXT NOT NULL,
  currency        TEXT NOT NULL,
  timezone        TEXT NOT NULL,
  account_balance INTEGER, -- NULL where the reader may not see it
  billing_credit  INTEGER,
  company         TEXT NOT NULL,
  country         TEXT NOT NULL,
  vat_id          TEXT NOT NULL,
  methods         TEXT NOT NULL,
  workspaces      TEXT NOT NULL
) STRICT;

CREATE TABLE catalog (
  account TEXT PRIMARY KEY,
  data    TEXT NOT NULL
) STRICT;

CREATE TABLE subscription (
  account              TEXT PRIMARY KEY,
  revision             INTEGER NOT NULL,
  status               TEXT NOT NULL,
  terms                TEXT NOT NULL,
  anchor               INTEGER NOT NULL,
  period_start         INTEGER NOT NULL,
  period_end           INTEGER NOT NULL,
  trial_ends           INTEGER,
  cancel_at_period_end INTEGER NOT NULL,
  scheduled            TEXT,
  billed               TEXT NOT NULL,
  open_invoice         TEXT NOT NULL,
  in_flight            TEXT NOT NULL
) STRICT;

CREATE TABLE usage (
  account         TEXT PRIMARY KEY,
  active_members  INTEGER NOT NULL,
  storage_used_gb TEXT NOT NULL,
  meters          TEXT NOT NULL,
  cycle_start     INTEGER NOT NULL,
  cycle_end       INTEGER NOT NULL
) STRICT;

CREATE TABLE invoices (
  account                TEXT NOT NULL,
  id                     TEXT NOT NULL,
  number                 TEXT NOT NULL,
  at                     INTEGER NOT NULL,
  status                 TEXT NOT NULL,
  period_start           INTEGER NOT NULL,
  period_end             INTEGER NOT NULL,
  currency               TEXT NOT NULL,
  subtotal               INTEGER NOT NULL,
  taxes                  TEXT NOT NULL,
  total                  INTEGER NOT NULL,
  billing_credit_applied INTEGER NOT NULL,
  amount_due             INTEGER NOT NULL,
  billing_credit_after   INTEGER NOT NULL,
  amount_paid            INTEGER NOT NULL,
  change_id              TEXT NOT NULL,
  lines                  TEXT NOT NULL,
  attempts               TEXT NOT NULL,
  PRIMARY KEY (account, id)
) STRICT;

CREATE INDEX invoices_newest ON invoices (account, at DESC, id DESC);

CREATE TABLE members (
  account     TEXT NOT NULL,
  id          TEXT NOT NULL,
  name        TEXT NOT NULL,
  email       TEXT NOT NULL,
  role        TEXT NOT NULL,
  status      TEXT NOT NULL,
  guest       INTEGER NOT NULL,
  last_active INTEGER,
  PRIMARY KEY (account, id)
) STRICT;

CREATE INDEX members_by_name ON members (account, name, id);

CREATE TABLE changes (
  account        TEXT NOT NULL,
  id             TEXT NOT NULL,
  at             INTEGER NOT NULL,
  actor          TEXT NOT NULL,
  state          TEXT NOT NULL,
  preview_id     TEXT NOT NULL,
  before         TEXT NOT NULL,
  after          TEXT NOT NULL,
  effective_at   INTEGER NOT NULL,
  amount_charged INTEGER, -- NULL where nothing is said of an amount
  currency       TEXT NOT NULL,
  invoice_id     TEXT NOT NULL,
  reason         TEXT NOT NULL,
  category       TEXT NOT NULL,
  problem        TEXT NOT NULL,
  PRIMARY KEY (account, id)
) STRICT;

CREATE INDEX changes_newest ON changes (account, at DESC, id DESC);

CREATE TABLE previews (
  account    TEXT NOT NULL,
  id         TEXT NOT NULL,
  target     TEXT NOT NULL, -- the terms that were asked for
  revision   INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  data       TEXT NOT NULL,
  PRIMARY KEY (account, id)
) STRICT;

CREATE TABLE cursors (
  account  TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  as_of    INTEGER, -- when the copy last caught up; NULL while it never did
  since    INTEGER, -- of the first failure after as_of
  problem  TEXT     -- the last failure
) STRICT;
