-- +goose Up
ALTER TABLE accounts ADD COLUMN auto_reload TEXT; -- JSON; NULL buys nothing by itself
ALTER TABLE subscriptions ADD COLUMN discount TEXT; -- JSON
-- The instant up to which the account was reminded of what is to come.
ALTER TABLE subscriptions ADD COLUMN reminded_at INTEGER NOT NULL DEFAULT 0;
-- What is billed and not yet credited is only ever read and written whole.
ALTER TABLE subscriptions ADD COLUMN billed TEXT NOT NULL DEFAULT '[]';
UPDATE subscriptions SET billed = (
    SELECT json_group_array(json_object('item', item, 'net', net, 'taxes', json(taxes))) FROM (
        SELECT * FROM billed_items b WHERE b.account_id = subscriptions.account_id ORDER BY position));
DROP TABLE billed_items;
-- A method that was removed is charged no more, and old payments still name it.
ALTER TABLE payment_methods ADD COLUMN removed INTEGER NOT NULL DEFAULT FALSE;
ALTER TABLE changes ADD COLUMN kind TEXT NOT NULL DEFAULT 'change';
-- Until when the proof that a bank asks for is waited for.
ALTER TABLE changes ADD COLUMN proof_until INTEGER;

-- Previews are of orders now; until here every one was a change of terms.
ALTER TABLE previews RENAME COLUMN patch TO ordered;
UPDATE previews SET ordered = json_set(ordered, '$.kind', 'change');

-- What can be used up: the plan's part lapses, packs last until they are spent.
CREATE TABLE credit_grants (
    seq        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    kind       TEXT NOT NULL,
    source     TEXT NOT NULL CHECK (source IN ('plan', 'pack')),
    granted    TEXT NOT NULL,
    spent      TEXT NOT NULL,
    at         INTEGER NOT NULL,
    lapses_at  INTEGER,
    reference  TEXT NOT NULL -- the invoice of a pack
) STRICT;
CREATE INDEX credit_grants_of ON credit_grants (account_id, seq);

-- The oldest open invoice is asked for all the time, and few are open.
CREATE INDEX invoices_owed ON invoices (account_id, at, seq) WHERE status = 'open';

-- Append-only: what the account was told, and when.
CREATE TABLE notifications (
    seq        INTEGER PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    at         INTEGER NOT NULL,
    code       TEXT NOT NULL,
    params     TEXT NOT NULL,
    fix        TEXT NOT NULL
) STRICT;
CREATE INDEX notifications_of ON notifications (account_id, seq);
