package remote

import (
	"encoding/json"
	"time"

	"billfold/billing/previewjson"
)

// The kinds of resource in the changes feed.
const (
	kindAccount      = "account"
	kindCatalog      = "catalog"
	kindSubscription = "subscription"
	kindUsage        = "usage"
	kindUsageDay     = "usage_day"
	kindInvoice      = "invoice"
	kindMember       = "member"
	kindChange       = "change"
	kindStoredItem   = "stored_item"
	kindCreditGrant  = "credit_grant"
	kindCreditSpend  = "credit_spend"
)

type wireResource struct {
	Kind     string          `json:"kind"`
	ID       string          `json:"id"`
	Revision int64           `json:"revision"`
	Deleted  bool            `json:"deleted"`
	Data     json.RawMessage `json:"data"`
}

type wireWorkspace struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type wireSummary struct {
	ID         string          `json:"id"`
	Name       string          `json:"name"`
	Role       string          `json:"role"`
	Plan       string          `json:"plan"`
	PlanName   string          `json:"plan_name"`
	Workspaces []wireWorkspace `json:"workspaces"`
}

// wireAccount has balances and methods only for those who may see them.
type wireAccount struct {
	ID             string                  `json:"id"`
	Name           string                  `json:"name"`
	Role           string                  `json:"role"`
	Currency       string                  `json:"currency"`
	Timezone       string                  `json:"timezone"`
	AccountBalance string                  `json:"account_balance"`
	BillingCredit  string                  `json:"billing_credit"`
	Details        previewjson.Details     `json:"details"`
	Methods        []wireMethod            `json:"methods"`
	AutoReload     *previewjson.AutoReload `json:"auto_reload"`
	Workspaces     []wireWorkspace         `json:"workspaces"`
	Deciders       []wirePerson            `json:"deciders"`
	Notices        []wireNotice            `json:"notices"`
}

type wirePerson struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Email string `json:"email"`
}

type wireNotice struct {
	At     time.Time         `json:"at"`
	Code   string            `json:"code"`
	Params map[string]string `json:"params"`
	Fix    string            `json:"fix"`
}

type wireMethod struct {
	ID       string `json:"id"`
	Brand    string `json:"brand"`
	Last4    string `json:"last4"`
	ExpMonth int    `json:"exp_month"`
	ExpYear  int    `json:"exp_year"`
	Status   string `json:"status"`
}

type wireSubscription struct {
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

type wireUsage struct {
	ActiveMembers int                `json:"active_members"`
	StorageUsedGB string             `json:"storage_used_gb"`
	StorageByKind map[string]string  `json:"storage_by_kind"`
	Meters        map[string]string  `json:"meters"`
	Cycle         previewjson.Period `json:"cycle"`
}

type wireUsageDay struct {
	Meter    string `json:"meter"`
	Day      string `json:"day"`
	Quantity string `json:"quantity"`
}

type wireStoredItem struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	Kind       string     `json:"kind"`
	Workspace  string     `json:"workspace"`
	SizeGB     string     `json:"size_gb"`
	AddedAt    time.Time  `json:"added_at"`
	LastOpened *time.Time `json:"last_opened"`
}

type wireCreditGrant struct {
	ID        string     `json:"id"`
	Kind      string     `json:"kind"`
	Source    string     `json:"source"`
	Granted   string     `json:"granted"`
	Spent     string     `json:"spent"`
	At        time.Time  `json:"at"`
	LapsesAt  *time.Time `json:"lapses_at"`
	Reference string     `json:"reference"`
}

type wireCreditSpend struct {
	ID        string    `json:"id"`
	Kind      string    `json:"kind"`
	At        time.Time `json:"at"`
	Actor     string    `json:"actor"`
	Action    string    `json:"action"`
	Workspace string    `json:"workspace"`
	Quantity  string    `json:"quantity"`
}

type wireInvoice struct {
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
	ChangeID           string              `json:"change_id"`
	Attempts           []wireAttempt       `json:"attempts"`
	Seller             previewjson.Seller  `json:"seller"`
	BilledTo           previewjson.Details `json:"billed_to"`
}

type wireAttempt struct {
	At     time.Time `json:"at"`
	Method string    `json:"method"`
	Result string    `json:"result"`
	Reason string    `json:"reason"`
}

type wireMember struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	Email      string     `json:"email"`
	Role       string     `json:"role"`
	Status     string     `json:"status"`
	Guest      bool       `json:"guest"`
	LastActive *time.Time `json:"last_active"`
}

type wireChange struct {
	ID            string            `json:"id"`
	Kind          string            `json:"kind"`
	At            time.Time         `json:"at"`
	Actor         string            `json:"actor"`
	Device        string            `json:"device"`
	State         string            `json:"state"`
	PreviewID     string            `json:"preview_id"`
	Before        previewjson.Terms `json:"before"`
	After         previewjson.Terms `json:"after"`
	EffectiveAt   time.Time         `json:"effective_at"`
	AmountCharged string            `json:"amount_charged"`
	InvoiceID     string            `json:"invoice_id"`
	Reason        string            `json:"reason"`
	Category      string            `json:"category"`
	Problem       string            `json:"problem"`
	Params        map[string]string `json:"params"`
}
