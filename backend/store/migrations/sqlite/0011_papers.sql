-- +goose Up
-- An invoice keeps who issued it and whom it is made out to, as both were then, and a
-- change the name of the device that signed it. What is older has none of that.
ALTER TABLE invoices ADD COLUMN seller TEXT NOT NULL DEFAULT '{}';
ALTER TABLE invoices ADD COLUMN billed_to TEXT NOT NULL DEFAULT '{}';
ALTER TABLE changes ADD COLUMN device TEXT NOT NULL DEFAULT '';
