package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"billfold/billing"
)

// Interval is how often is billed: "Monthly", "Yearly".
func Interval(i billing.Interval) string { return named(intervals, i) }

// Per is the interval behind a price: "month", "year".
func Per(i billing.Interval) string { return named(perInterval, i) }

// Holders are those who have a role: "billing admins".
func Holders(r billing.Role) string { return named(holders, r) }

// Role is what a person is in an account: "Billing admin".
func Role(r billing.Role) string { return named(roles, r) }

// Subscription is a subscription's state: "Past due".
func Subscription(s billing.SubscriptionStatus) string { return named(subscriptions, s) }

// Invoice is an invoice's state: "Paid".
func Invoice(s billing.InvoiceStatus) string { return named(invoices, s) }

// InvoiceOf is the state of one invoice, a credit note's being its own.
func InvoiceOf(i *billing.Invoice) string {
	if i.IsCreditNote() {
		return T("Credit note")
	}
	return Invoice(i.Status)
}

// Method is a payment method's state: "Works".
func Method(s billing.MethodStatus) string { return named(methods, s) }

// PaidWith is what an attempt was paid with: "Visa 4242", "Account balance".
func PaidWith(label string) string {
	if label == billing.PayByBalance {
		return T("Account balance")
	}
	return label
}

// PaidBy is PaidWith inside a sentence: "the account balance".
func PaidBy(label string) string {
	if label == billing.PayByBalance {
		return T("the account balance")
	}
	return label
}

// Detail is what a field of the billing details is called: "PO number".
func Detail(field string) string { return named(details, field) }

// Change is what became of a change: "Waiting for an answer".
func Change(s billing.ChangeState) string { return named(changes, s) }

// Order is what was ordered or done: "Top-up". A change of terms is told by what
// differs instead, see Summary.
func Order(k billing.OrderKind) string { return named(orders, k) }

// Category is why a change was made: "Strategic".
func Category(c billing.Category) string { return named(categories, c) }

// Payment is what a payment attempt came to: "Declined".
func Payment(r billing.PaymentResult) string { return named(payments, r) }

// Grant names what a plan includes or a meter counts: "Email credits".
func Grant(name string) string { return named(grants, name) }

// counted is Grant behind a number or inside a sentence: "email credits".
func counted(name string) string { return within(countedGrants, name) }

// Item names what a line bills, with the add-on's id or the meter's name.
func Item(i billing.Item) string {
	kind, id, _ := strings.Cut(string(i), ":")
	switch kind {
	case "addon":
		return T("Add-on {id}", "id", id)
	case "volume", "meter":
		return Grant(id)
	default:
		return named(items, i)
	}
}

// named looks a value up; one that this version does not know is shown as it is
// written, readable, and never breaks a page.
func named[K ~string](table map[K]string, key K) string {
	if english, ok := table[key]; ok {
		return T(english)
	}
	return capital(plain(string(key)))
}

// within is named for a value inside a sentence.
func within[K ~string](table map[K]string, key K) string {
	if english, ok := table[key]; ok {
		return T(english)
	}
	return plain(string(key))
}

func plain(code string) string { return strings.ReplaceAll(code, "_", " ") }

func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

var (
	intervals   = map[billing.Interval]string{billing.Monthly: "Monthly", billing.Yearly: "Yearly"}
	perInterval = map[billing.Interval]string{billing.Monthly: "month", billing.Yearly: "year"}
	adverbs     = map[billing.Interval]string{billing.Monthly: "monthly", billing.Yearly: "yearly"}
	roles       = map[billing.Role]string{
		billing.RoleOwner: "Owner", billing.RoleAdmin: "Workspace admin", billing.RoleBillingAdmin: "Billing admin",
		billing.RoleFinanceApprover: "Finance approver", billing.RoleOperations: "Operations", billing.RoleMember: "Member",
	}
	holders = map[billing.Role]string{
		billing.RoleOwner: "owners", billing.RoleAdmin: "workspace admins", billing.RoleBillingAdmin: "billing admins",
		billing.RoleFinanceApprover: "finance approvers", billing.RoleOperations: "operations", billing.RoleMember: "members",
	}
	subscriptions = map[billing.SubscriptionStatus]string{
		billing.StatusTrialing: "Trial", billing.StatusActive: "Active",
		billing.StatusPastDue: "Past due", billing.StatusRestricted: "Restricted", billing.StatusCanceled: "Canceled",
	}
	invoices = map[billing.InvoiceStatus]string{
		billing.InvoiceDraft: "Draft", billing.InvoiceOpen: "Open", billing.InvoicePaid: "Paid",
		billing.InvoiceVoid: "Void", billing.InvoiceUncollectible: "Uncollectible",
	}
	methods = map[billing.MethodStatus]string{
		billing.MethodWorks: "Works", billing.MethodDeclined: "Declined", billing.MethodExpired: "Expired",
	}
	changes = map[billing.ChangeState]string{
		billing.ChangePending: "Not sent yet", billing.ChangeUnknown: "Waiting for an answer",
		billing.ChangeCharging: "Being charged", billing.ChangeApplied: "Done",
		billing.ChangeScheduled: "Scheduled", billing.ChangeRequiresAction: "Needs your bank's confirmation",
		billing.ChangeRejected: "Not made", billing.ChangeWithdrawn: "Withdrawn",
	}
	orders = map[billing.OrderKind]string{
		billing.OrderChange: "Change of plan", billing.OrderPack: "Pack bought", billing.OrderTopUp: "Account balance topped up",
		billing.OrderPayment: "Open invoice paid", billing.OrderResume: "Cancellation taken back",
		billing.OrderAutoReload: "Auto-reload set", billing.ActUndo: "Scheduled change undone", billing.ActCancel: "Canceled at the period's end",
		billing.ActInvite: "Member invited", billing.ActRole: "Role changed", billing.ActDeactivate: "Members deactivated",
		billing.ActReactivate: "Members reactivated", billing.ActDetails: "Billing details changed",
		billing.ActDefault: "Default payment method changed", billing.ActRemoveCard: "Payment method removed",
		billing.ActAddCard: "Payment method added",
	}
	categories = map[billing.Category]string{
		billing.Strategic: "Strategic", billing.Temporary: "Temporary", billing.Corrective: "Corrective",
	}
	payments = map[billing.PaymentResult]string{
		billing.PaymentSucceeded: "Paid", billing.PaymentRefused: "Declined",
		billing.PaymentNeedsProof: "Needs your bank's confirmation",
	}
	details = map[string]string{
		billing.FieldFirstName: "Contact first name", billing.FieldLastName: "Contact last name", billing.FieldCompany: "Company",
		billing.FieldEmail: "Contact email", billing.FieldPhone: "Phone", billing.FieldAddress: "Street and number",
		billing.FieldPostalCode: "Postal code", billing.FieldCity: "City", billing.FieldRegion: "State or region",
		billing.FieldCountry: "Country", billing.FieldVATID: "VAT ID", billing.FieldNoVATID: "No VAT ID",
		billing.FieldPONumber: "PO number", billing.FieldRecipients: "Invoice recipients",
	}
	grants = map[string]string{
		billing.StorageGB: "Storage", billing.AICredits: "AI credits", billing.EmailCredits: "Email credits",
		billing.MessageCredits: "Message credits", billing.CallMinutes: "Call minutes",
	}
	countedGrants = map[string]string{
		billing.StorageGB: "storage", billing.AICredits: "AI credits", billing.EmailCredits: "email credits",
		billing.MessageCredits: "message credits", billing.CallMinutes: "call minutes",
	}
	items = map[billing.Item]string{
		billing.ItemPlan: "Plan", billing.ItemSeats: "Seats", billing.ItemTopUp: "Top-up",
	}
)
