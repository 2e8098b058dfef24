-- +goose Up
-- Whom a charge that is under way is between, as it was begun: the invoice that comes of
-- it says so, whatever was changed meanwhile. Where nothing is charged there is none.
ALTER TABLE changes ADD COLUMN parties TEXT NOT NULL DEFAULT 'null';
