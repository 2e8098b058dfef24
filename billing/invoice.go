package billing

import (
	"time"

	"billfold/billing/money"
)

// InvoiceStatus is what became of an invoice.
type InvoiceStatus string

// The states of an invoice.
const (
	InvoiceDraft         InvoiceStatus = "draft"
	InvoiceOpen          InvoiceStatus = "open"
	InvoicePaid          InvoiceStatus = "paid"
	InvoiceVoid          InvoiceStatus = "void"
	InvoiceUncollectible InvoiceStatus = "uncollectible"
)

// Invoice is an issued document. A credit note is an invoice with a negative
// total, nothing due and status paid.
type Invoice struct {
	ID       string
	Number   string
	At       time.Time
	Status   InvoiceStatus
	Period   Period
	Currency money.Currency
	Lines    []Line
	Totals
	AmountPaid money.Money
	// ChangeID names the change that made the invoice; empty for renewals.
	ChangeID string
	Attempts []PaymentAttempt // oldest first
	// Seller and BilledTo are as they were when the invoice was issued; a change of
	// either concerns later ones only. An older invoice has none of them.
	Seller   Seller
	BilledTo BillingDetails
}

// IsCreditNote tells a credit note from an invoice.
func (i *Invoice) IsCreditNote() bool { return i.Total.IsNegative() }

// PaymentResult is what the gateway answered to an attempt.
type PaymentResult string

// The results of a payment attempt.
const (
	PaymentSucceeded  PaymentResult = "succeeded"
	PaymentRefused    PaymentResult = "declined"
	PaymentNeedsProof PaymentResult = "requires_action"
)

// PaymentAttempt is one try to collect an invoice.
type PaymentAttempt struct {
	At     time.Time
	Method string // as it may be shown: "Visa 4242", "balance"
	Result PaymentResult
	Reason string // the gateway's code for a refusal: "insufficient_funds"
}
