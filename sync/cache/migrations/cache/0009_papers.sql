-- Who issued an invoice and whom it is made out to, as both were then; JSON. The name of
-- the device that signed a change.
ALTER TABLE invoices ADD COLUMN seller TEXT NOT NULL DEFAULT '{}';
ALTER TABLE invoices ADD COLUMN billed_to TEXT NOT NULL DEFAULT '{}';
ALTER TABLE changes ADD COLUMN device TEXT NOT NULL DEFAULT '';
