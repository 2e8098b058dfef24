-- Instants are INTEGER unix seconds in UTC. Settled amounts are INTEGER minor
-- units of the currency beside them, or of the account's. Unit prices, rates
-- and quantities are TEXT decimals. NULL is "none", which is never 0.

-- +goose Up
CREATE TABLE people (
    id    TEXT PRIMARY KEY,
    name  TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE
) STRICT;

-- Catalogs are immutable: another catalog is another row.
CREATE TABLE catalogs (
    id   TEXT PRIMARY KEY,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE accounts (
    id             TEXT PRIMARY KEY,
    name           TEXT NOT NULL,
    currency       TEXT NOT NULL,
    timezone       TEXT NOT NULL,
    company        TEXT NOT NULL,
    country        TEXT NOT NULL,
    vat_id         TEXT NOT NULL,
    catalog_id     TEXT NOT NULL REFERENCES catalogs (id),
    invoice_prefix TEXT NOT NULL,
    invoices       INTEGER NOT NULL DEFAULT 0, -- issued so far; the next number follows
    credit_notes   INTEGER NOT NULL DEFAULT 0,
    revision       INTEGER NOT NULL DEFAULT 0  -- of the latest write to any noun
) STRICT;

CREATE TABLE memberships (
    person_id  TEXT NOT NULL REFERENCES people (id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    role       TEXT NOT NULL,
    PRIMARY KEY (person_id, account_id)
) STRICT;

CREATE TABLE workspaces (
    id         TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    name       TEXT NOT NULL
) STRICT;
CREATE INDEX workspaces_of ON workspaces (account_id);

CREATE TABLE payment_methods (
    id         TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    token      TEXT NOT NULL, -- the gateway's name for it
    brand      TEXT NOT NULL,
    last4      TEXT NOT NULL,
    exp_month  INTEGER NOT NULL,
    exp_year   INTEGER NOT NULL,
    status     TEXT NOT NULL,
    position   INTEGER NOT NULL -- 0 is the default method
) STRICT;
CREATE INDEX payment_methods_of ON payment_methods (account_id, position);

-- Append-only; a balance is the sum of its movements.
CREATE TABLE movements (
    seq        INTEGER PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    purse      TEXT NOT NULL CHECK (purse IN ('account_balance', 'billing_credit')),
    at         INTEGER NOT NULL,
    amount     INTEGER NOT NULL,
    reference  TEXT NOT NULL -- the invoice or top-up that moved it
) STRICT;
CREATE INDEX movements_of ON movements (account_id, purse, amount);

CREATE TABLE subscriptions (
    account_id           TEXT PRIMARY KEY REFERENCES accounts (id),
    status               TEXT NOT NULL,
    terms                TEXT NOT NULL,
    anchor               INTEGER NOT NULL,
    period_start         INTEGER NOT NULL,
    period_end           INTEGER NOT NULL,
    trial_ends           INTEGER,
    cancel_at_period_end INTEGER NOT NULL,
    scheduled_at         INTEGER,
    scheduled_terms      TEXT,
    in_flight            TEXT NOT NULL
) STRICT;

CREATE TABLE billed_items (
    account_id TEXT NOT NULL REFERENCES subscriptions (account_id),
    item       TEXT NOT NULL,
    net        INTEGER NOT NULL,
    taxes      TEXT NOT NULL,
    position   INTEGER NOT NULL,
    PRIMARY KEY (account_id, item)
) STRICT;

CREATE TABLE members (
    id          TEXT PRIMARY KEY,
    account_id  TEXT NOT NULL REFERENCES accounts (id),
    name        TEXT NOT NULL,
    email       TEXT NOT NULL,
    role        TEXT NOT NULL,
    status      TEXT NOT NULL,
    guest       INTEGER NOT NULL,
    last_active INTEGER
) STRICT;
CREATE INDEX members_of ON members (account_id, id);

CREATE TABLE usage (
    account_id  TEXT PRIMARY KEY REFERENCES accounts (id),
    storage_gb  TEXT NOT NULL,
    meters      TEXT NOT NULL,
    cycle_start INTEGER NOT NULL,
    cycle_end   INTEGER NOT NULL
) STRICT;

CREATE TABLE invoices (
    seq             INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    account_id      TEXT NOT NULL REFERENCES accounts (id),
    number          TEXT NOT NULL,
    at              INTEGER NOT NULL,
    status          TEXT NOT NULL,
    period_start    INTEGER NOT NULL,
    period_end      INTEGER NOT NULL,
    currency        TEXT NOT NULL,
    subtotal        INTEGER NOT NULL,
    total           INTEGER NOT NULL,
    credit_applied  INTEGER NOT NULL,
    amount_due      INTEGER NOT NULL,
    credit_after    INTEGER NOT NULL,
    amount_paid     INTEGER NOT NULL,
    change_id       TEXT NOT NULL,
    next_attempt_at INTEGER, -- when an open invoice is collected next
    UNIQUE (account_id, number)
) STRICT;
CREATE INDEX invoices_newest ON invoices (account_id, at, seq);
CREATE INDEX invoices_open ON invoices (account_id, next_attempt_at) WHERE status = 'open';

CREATE TABLE invoice_lines (
    invoice_id   TEXT NOT NULL REFERENCES invoices (id),
    position     INTEGER NOT NULL,
    kind         TEXT NOT NULL,
    item         TEXT NOT NULL,
    code         TEXT NOT NULL,
    params       TEXT NOT NULL,
    quantity     TEXT NOT NULL,
    unit_price   TEXT NOT NULL,
    period_start INTEGER NOT NULL,
    period_end   INTEGER NOT NULL,
    amount       INTEGER NOT NULL,
    arithmetic   TEXT NOT NULL,
    taxes        TEXT NOT NULL,
    PRIMARY KEY (invoice_id, position)
) STRICT;

CREATE TABLE invoice_taxes (
    invoice_id TEXT NOT NULL REFERENCES invoices (id),
    position   INTEGER NOT NULL,
    name       TEXT NOT NULL,
    rate       TEXT NOT NULL,
    taxable    INTEGER NOT NULL,
    amount     INTEGER NOT NULL,
    PRIMARY KEY (invoice_id, position)
) STRICT;

CREATE TABLE payment_attempts (
    key        TEXT PRIMARY KEY, -- what the gateway knows the attempt by
    invoice_id TEXT NOT NULL REFERENCES invoices (id),
    at         INTEGER NOT NULL,
    method     TEXT NOT NULL,
    result     TEXT NOT NULL,
    reason     TEXT NOT NULL
) STRICT;
CREATE INDEX payment_attempts_of ON payment_attempts (invoice_id, at);

CREATE TABLE previews (
    id          TEXT PRIMARY KEY,
    account_id  TEXT NOT NULL REFERENCES accounts (id),
    expires_at  INTEGER NOT NULL,
    patch       TEXT NOT NULL,
    body        TEXT NOT NULL,
    consumed_by TEXT -- the change that it was confirmed by
) STRICT;
CREATE INDEX previews_unused ON previews (account_id, expires_at) WHERE consumed_by IS NULL;

-- A change's id is its idempotency key; one key is one change for ever.
CREATE TABLE changes (
    id             TEXT PRIMARY KEY,
    account_id     TEXT NOT NULL REFERENCES accounts (id),
    at             INTEGER NOT NULL,
    actor          TEXT NOT NULL,
    actor_id       TEXT NOT NULL,
    state          TEXT NOT NULL,
    preview_id     TEXT NOT NULL,
    terms_before   TEXT NOT NULL,
    terms_after    TEXT NOT NULL,
    effective_at   INTEGER NOT NULL,
    amount_charged INTEGER NOT NULL,
    invoice_id     TEXT NOT NULL,
    reason         TEXT NOT NULL,
    category       TEXT NOT NULL,
    payment        TEXT NOT NULL,
    body_hash      TEXT NOT NULL,
    problem        TEXT NOT NULL,
    problem_params TEXT NOT NULL,
    fresh_preview  TEXT NOT NULL
) STRICT;
CREATE INDEX changes_of ON changes (account_id, at);
CREATE INDEX changes_charging ON changes (state) WHERE state = 'charging';

-- The latest version of every noun, for whoever keeps a copy.
CREATE TABLE feed (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    kind       TEXT NOT NULL,
    id         TEXT NOT NULL,
    revision   INTEGER NOT NULL,
    deleted    INTEGER NOT NULL,
    PRIMARY KEY (account_id, kind, id)
) STRICT;
CREATE UNIQUE INDEX feed_order ON feed (account_id, revision);
