-- +goose Up
-- Whether the gateway still has the card of a method: of one that was removed it is asked
-- to forget it, until it says that it has.
ALTER TABLE payment_methods ADD COLUMN at_gateway INTEGER NOT NULL DEFAULT TRUE;
