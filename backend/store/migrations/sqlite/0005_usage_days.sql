-- +goose Up
-- How much of a meter was used on each day of the account's calendar.
CREATE TABLE usage_days (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    id         TEXT NOT NULL, -- METER/YYYY-MM-DD
    meter      TEXT NOT NULL,
    day        TEXT NOT NULL,
    quantity   TEXT NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT;
