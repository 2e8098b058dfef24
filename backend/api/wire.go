package api

import (
	"encoding/json"
	"time"

	"billfold/billing/previewjson"

	"github.com/danielgtaylor/huma/v2"
)

// The resources as they go over the wire. convert.go fills them.

type person struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Email string `json:"email"`
}

type workspace struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type accountSummary struct {
	ID         string      `json:"id"`
	Name       string      `json:"name"`
	Role       string      `json:"role"`
	Plan       string      `json:"plan"`
	PlanName   string      `json:"plan_name"`
	Workspaces []workspace `json:"workspaces"`
}

type accountList struct {
	Accounts []accountSummary `json:"accounts"`
}

type account struct {
	ID             string                  `json:"id"`
	Name           string                  `json:"name"`
	Role           string                  `json:"role" doc:"the reader's own"`
	Currency       string                  `json:"currency"`
	Timezone       string                  `json:"timezone"`
	AccountBalance string                  `json:"account_balance" doc:"prepaid funds; empty where the role may not see them"`
	BillingCredit  string                  `json:"billing_credit" doc:"reduces invoices by itself; empty where the role may not see it"`
	Details        previewjson.Details     `json:"details" doc:"who invoices are made out to, from the next on"`
	Methods        []paymentMethod         `json:"methods" doc:"the default one first"`
	AutoReload     *previewjson.AutoReload `json:"auto_reload" doc:"null where no packs are bought by themselves"`
	Workspaces     []workspace             `json:"workspaces"`
	Deciders       []person                `json:"deciders" doc:"who may change billing: whom the others ask"`
	Notices        []notification          `json:"notices" doc:"what the account was told last, newest first"`
}

type notification struct {
	At      time.Time         `json:"at"`
	Code    string            `json:"code"`
	Params  map[string]string `json:"params"`
	Message string            `json:"message" doc:"an English fallback of code and params"`
	Fix     string            `json:"fix" doc:"the screen that mends it, or empty"`
}

type paymentMethod struct {
	ID       string `json:"id"`
	Brand    string `json:"brand"`
	Last4    string `json:"last4"`
	ExpMonth int    `json:"exp_month"`
	ExpYear  int    `json:"exp_year"`
	Status   string `json:"status"`
}

// catalogDocument is a catalog in the format of catalogjson.
type catalogDocument json.RawMessage

// MarshalJSON is the document itself.
func (c catalogDocument) MarshalJSON() ([]byte, error) { return c, nil }

// Schema describes the catalog by the format that it shares with catalog files.
func (catalogDocument) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, Description: "What is sold and by which policy, in the format of catalog files.", AdditionalProperties: true}
}

type subscription struct {
	Revision          int64                  `json:"revision"`
	Status            string                 `json:"status"`
	Terms             previewjson.Terms      `json:"terms"`
	Anchor            time.Time              `json:"anchor"`
	Period            previewjson.Period     `json:"period"`
	TrialEnds         *time.Time             `json:"trial_ends"`
	CancelAtPeriodEnd bool                   `json:"cancel_at_period_end"`
	Scheduled         *previewjson.Scheduled `json:"scheduled"`
	Discount          *previewjson.Discount  `json:"discount"`
	Billed            []previewjson.Billed   `json:"billed"`
	OpenInvoice       string                 `json:"open_invoice"`
	InFlight          string                 `json:"in_flight"`
}

type usage struct {
	ActiveMembers int                `json:"active_members"`
	StorageUsedGB string             `json:"storage_used_gb"`
	StorageByKind map[string]string  `json:"storage_by_kind" doc:"GB of each kind (see stored_item), which sum to storage_used_gb; empty where only that is known"`
	Meters        map[string]string  `json:"meters"`
	Cycle         previewjson.Period `json:"cycle"`
}

type invoice struct {
	ID       string             `json:"id"`
	Number   string             `json:"number"`
	At       time.Time          `json:"at"`
	Status   string             `json:"status"`
	Period   previewjson.Period `json:"period"`
	Currency string             `json:"currency"`
	Lines    []previewjson.Line `json:"lines"`
	previewjson.Totals
	BillingCreditAfter string              `json:"billing_credit_after"`
	AmountPaid         string              `json:"amount_paid"`
	ChangeID           string              `json:"change_id" doc:"the change that made it; empty for renewals"`
	Attempts           []attempt           `json:"attempts" doc:"oldest first"`
	Seller             previewjson.Seller  `json:"seller" doc:"who issued it, as they were then; empty where it was not kept"`
	BilledTo           previewjson.Details `json:"billed_to" doc:"whom it is made out to, as they were then; empty where it was not kept"`
}

type attempt struct {
	At     time.Time `json:"at"`
	Method string    `json:"method"`
	Result string    `json:"result"`
	Reason string    `json:"reason"`
}

type invoicePage struct {
	Invoices []invoice `json:"invoices" doc:"newest first"`
	Next     string    `json:"next" doc:"the cursor of the next page; empty at the end"`
}

type member struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	Email      string     `json:"email"`
	Role       string     `json:"role"`
	Status     string     `json:"status"`
	Guest      bool       `json:"guest"`
	LastActive *time.Time `json:"last_active"`
}

type memberPage struct {
	Members []member `json:"members"`
	Next    string   `json:"next" doc:"the cursor of the next page; empty at the end"`
}

type change struct {
	ID            string            `json:"id"`
	Kind          string            `json:"kind" doc:"what was ordered, or an act without a price: undo, cancel, invite, role, deactivate, reactivate, details, add_card, default, remove"`
	At            time.Time         `json:"at"`
	Actor         string            `json:"actor"`
	Device        string            `json:"device" doc:"the name of the one that signed it; empty where none had to, or it was not kept"`
	State         string            `json:"state"`
	PreviewID     string            `json:"preview_id"`
	Before        previewjson.Terms `json:"before"`
	After         previewjson.Terms `json:"after"`
	EffectiveAt   time.Time         `json:"effective_at"`
	AmountCharged string            `json:"amount_charged"`
	InvoiceID     string            `json:"invoice_id"`
	Reason        string            `json:"reason"`
	Category      string            `json:"category"`
	Problem       string            `json:"problem" doc:"the code of why it was rejected, or empty"`
	Params        map[string]string `json:"params" doc:"the problem's, or what an act was about, by name"`
}

// usageDay is how much of a meter was used on a day of the account's calendar.
type usageDay struct {
	Meter    string `json:"meter"`
	Day      string `json:"day"`
	Quantity string `json:"quantity"`
}

// storedItem is one of the biggest that an account stores.
type storedItem struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	Kind       string     `json:"kind"`
	Workspace  string     `json:"workspace"`
	SizeGB     string     `json:"size_gb"`
	AddedAt    time.Time  `json:"added_at"`
	LastOpened *time.Time `json:"last_opened"`
}

// creditGrant names an invoice only to those who may see billing.
type creditGrant struct {
	ID        string     `json:"id"`
	Kind      string     `json:"kind"`
	Source    string     `json:"source"`
	Granted   string     `json:"granted"`
	Spent     string     `json:"spent"`
	At        time.Time  `json:"at"`
	LapsesAt  *time.Time `json:"lapses_at"`
	Reference string     `json:"reference"`
}

type creditSpend struct {
	ID        string    `json:"id"`
	Kind      string    `json:"kind"`
	At        time.Time `json:"at"`
	Actor     string    `json:"actor"`
	Action    string    `json:"action"`
	Workspace string    `json:"workspace"`
	Quantity  string    `json:"quantity"`
}

type feedPage struct {
	Revision  int64      `json:"revision" doc:"the cursor to store with this page"`
	Begun     int64      `json:"begun" doc:"while everything is read, in pages: the revision when that was begun; else 0"`
	Latest    int64      `json:"latest" doc:"the account's newest revision"`
	More      bool       `json:"more"`
	Resources []resource `json:"resources" doc:"in the order of their revisions, the latest version of each"`
}

type resource struct {
	Kind     string `json:"kind" enum:"account,catalog,subscription,usage,usage_day,invoice,member,change,stored_item,credit_grant,credit_spend"`
	ID       string `json:"id"`
	Revision int64  `json:"revision"`
	Deleted  bool   `json:"deleted"`
	Data     any    `json:"data" doc:"the resource as its own operation answers it, or as docs/formats.md has it (Feed); null where it is gone"`
}

// Signed is a device's signature (docs/formats.md, "Signed confirms"). It is exported
// only because huma looks into no embedded struct that is not.
type Signed struct {
	Origin    string `json:"origin,omitempty" maxLength:"300" doc:"the backend's as the client knows it; it is part of what is signed"`
	Device    string `json:"device,omitempty" maxLength:"64" doc:"the device that signed"`
	Signature []byte `json:"signature,omitempty" maxLength:"128" doc:"Ed25519 over the confirmation, base64; see docs/formats.md"`
}

// confirm is what a person agreed to.
type confirm struct {
	Signed
	PreviewID string `json:"preview_id" minLength:"1" maxLength:"64"`
	AmountDue string `json:"amount_due" minLength:"1" maxLength:"32" doc:"the amount that the person saw"`
	Payment   string `json:"payment,omitempty" maxLength:"64" doc:"balance, or the id of a payment method; empty is the default method"`
	Reason    string `json:"reason,omitempty" maxLength:"500"`
	Category  string `json:"category,omitempty" enum:"strategic,temporary,corrective" doc:"why the change is made"`
}

type outcome struct {
	ID            string   `json:"id"`
	State         string   `json:"state" enum:"charging,applied,scheduled,requires_action,rejected,abandoned"`
	PreviewID     string   `json:"preview_id"`
	AmountCharged string   `json:"amount_charged"`
	InvoiceID     string   `json:"invoice_id"`
	Problem       *refusal `json:"problem"`
	ProofPage     string   `json:"proof_page,omitempty" doc:"the bank's page where a charge that waits for its payer is proven"`
}

// refusal says why a change was rejected.
type refusal struct {
	Code    string               `json:"code"`
	Params  map[string]string    `json:"params"`
	Preview *previewjson.Preview `json:"preview" doc:"what the change would cost now, to confirm anew"`
}
