package backend_test

import (
	"cmp"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"billfold/billing"
)

// operationOf is an operation of the document.
type operationOf struct{ id, method, path string }

// inAccounts are the operations whose path names an account.
func (r running) inAccounts() []operationOf {
	r.t.Helper()
	var doc struct {
		Paths map[string]map[string]struct {
			ID string `json:"operationId"`
		} `json:"paths"`
	}
	if err := json.Unmarshal([]byte(r.ask(http.MethodGet, "/openapi.json", "").text), &doc); err != nil {
		r.t.Fatal(err)
	}
	var all []operationOf
	for path, methods := range doc.Paths {
		for method, op := range methods {
			if strings.Contains(path, "{account}") {
				all = append(all, operationOf{op.ID, strings.ToUpper(method), path})
			}
		}
	}
	// What is removed is gone for the operations after it, so that is last.
	last := func(o operationOf) int { return strings.Index(o.id, "removeMethod") }
	slices.SortFunc(all, func(a, b operationOf) int { return cmp.Compare(last(a), last(b)) })
	if len(all) < 15 {
		r.t.Fatalf("%d operations in accounts", len(all))
	}
	return all
}

// owned is an account and something of each sort that is its own.
type owned struct {
	token, account, person                        string
	preview, invoice, change, setup, method, name string
	member                                        string
	device                                        device
	confirmed                                     billing.Confirmation
}

// own makes an account have one of everything.
func (r running) own(email string) owned {
	r.t.Helper()
	o := owned{token: r.token(email)}
	o.account = r.account(o.token)
	base := "/v1/accounts/" + o.account
	o.device = r.enrol(o.token)
	o.person = o.device.person
	first := r.ask(http.MethodPost, base+"/previews", `{"kind":"top_up","amount":"45.00"}`, o.token)
	o.confirmed = o.device.confirmation(base, first, newKey())
	done := o.device.send(base, o.confirmed, o.device.key.Sign(o.confirmed))
	if done.json["state"] != "applied" {
		r.t.Fatalf("%s: %s\n%s", email, done.text, first.text)
	}
	o.change, o.invoice = done.json["id"].(string), done.json["invoice_id"].(string)
	o.preview, _ = r.ask(http.MethodPost, base+"/previews", `{"kind":"top_up","amount":"46.00"}`, o.token).json["id"].(string)
	o.setup = newKey()
	begun := r.ask(http.MethodPost, base+"/payment-methods/setups", `{}`, o.token, "Idempotency-Key: "+o.setup)
	account := r.ask(http.MethodGet, base, "", o.token)
	o.name, _ = account.json["name"].(string)
	methods, _ := account.json["methods"].([]any)
	if o.preview == "" || begun.json["id"] != o.setup || len(methods) == 0 || o.name == "" {
		r.t.Fatalf("%s: %s %s", email, begun.text, account.text)
	}
	o.method, _ = methods[0].(map[string]any)["id"].(string)
	o.member = r.members(o.token, o.account)[0].ID
	return o
}

// in is a path with the account of one and the things of another.
func (o owned) in(account, path string) string {
	return strings.NewReplacer(
		"{account}", account, "{preview}", o.preview, "{invoice}", o.invoice, "{id}", o.change, "{setup}", o.setup, "{device}", o.device.key.ID(), "{member}", o.member,
		"{method}", o.method,
	).Replace(path)
}

func (o owned) body() string {
	return `{"preview_id":"` + o.preview + `","amount_due":"46.00","kind":"top_up","amount":"46.00","members":["` + o.member + `"],"role":"member"}`
}

// Whoever is no member of an account is told what they would be told if there were
// none, whatever they ask.
func TestStrangersToAnAccount(t *testing.T) {
	r := serve(t, options(demoDir(t), io.Discard))
	northwind := r.own("admin@northwind.example")
	stranger := r.token("billing@fabrikam.example")
	for _, op := range r.inAccounts() {
		for _, body := range []string{"", "{ not json", northwind.body()} {
			theirs := r.ask(op.method, northwind.in(northwind.account, op.path), body, stranger, "Idempotency-Key: "+newKey())
			nobodys := r.ask(op.method, northwind.in("acc_none", op.path), body, stranger, "Idempotency-Key: "+newKey())
			if theirs.status != http.StatusNotFound || theirs.json["code"] != string(billing.NotFound) || theirs.text != nobodys.text || nobodys.status != theirs.status {
				t.Errorf("%s: %d %s, of no account %d %s", op.id, theirs.status, theirs.text, nobodys.status, nobodys.text)
			}
		}
	}
}

// isDefault tells whether the only card of somebody was found and is the default already.
func isDefault(operation string, got reply) bool {
	return operation == "setDefaultMethod" && got.json["code"] == string(billing.InvalidRequest)
}

// What is another account's is not there in one's own, and nothing happens to it.
func TestForeignThingsInOnesOwnAccount(t *testing.T) {
	r := serve(t, options(demoDir(t), io.Discard))
	theirs, mine := r.own("admin@northwind.example"), r.own("billing@fabrikam.example")
	before := theirs.looked(r)
	for _, op := range r.inAccounts() {
		if strings.Count(op.path, "{") == 1 || op.id == "settleChange" {
			continue
		}
		body := map[string]string{"setMemberRole": `{"role":"member"}`}[op.id]
		if got := r.ask(op.method, mine.in(mine.account, op.path), body, mine.token, "Idempotency-Key: "+newKey()); got.status != http.StatusOK && !isDefault(op.id, got) {
			t.Errorf("%s of one's own: %d %s", op.id, got.status, got.text)
		}
		got := r.ask(op.method, theirs.in(mine.account, op.path), body, mine.token, "Idempotency-Key: "+newKey())
		if got.status != http.StatusNotFound || strings.Contains(got.text, theirs.name) || strings.Contains(got.text, theirs.account) {
			t.Errorf("%s: %d %s", op.id, got.status, got.text)
		}
	}
	if got := r.ask(http.MethodDelete, "/v1/devices/"+theirs.device.key.ID(), "", mine.token); got.status != http.StatusNotFound {
		t.Errorf("their device: %d %s", got.status, got.text)
	}
	if after := theirs.looked(r); after != before {
		t.Errorf("something happened: %s", after)
	}
}

// looked is what an account's owner sees of what is theirs.
func (o owned) looked(r running) string {
	r.t.Helper()
	var all []string
	for _, path := range []string{"", "/previews/{preview}", "/invoices/{invoice}", "/subscription-changes/{id}", "/payment-methods/setups/{setup}", "/subscription", "/members"} {
		got := r.ask(http.MethodGet, o.in(o.account, "/v1/accounts/{account}"+path), "", o.token)
		if got.status != http.StatusOK {
			r.t.Fatalf("%s: %d %s", path, got.status, got.text)
		}
		all = append(all, got.text)
	}
	return strings.Join(append(all, r.ask(http.MethodGet, "/v1/devices", "", o.token).text), "\n")
}

// An id names a thing of one account: settled, confirmed or begun in another, it
// tells nothing of whose it is, and charges nobody.
func TestForeignIDsAreNotTaken(t *testing.T) {
	r := serve(t, options(demoDir(t), io.Discard))
	theirs, mine := r.own("admin@northwind.example"), r.own("billing@fabrikam.example")
	before, charged := theirs.looked(r), charges(r)
	base := "/v1/accounts/" + mine.account
	preview := r.ask(http.MethodPost, base+"/previews", `{"kind":"top_up","amount":"47.00"}`, mine.token)
	signed := func(change func(c *billing.Confirmation)) reply {
		c := mine.device.confirmation(base, preview, newKey())
		change(&c)
		return mine.device.send(base, c, mine.device.key.Sign(c))
	}
	for _, c := range []struct {
		name string
		got  reply
		code billing.Code
	}{
		{"a change settled", r.ask(http.MethodPost, base+"/subscription-changes/"+theirs.change+"/settle", "", mine.token), billing.KeyReused},
		{"a preview confirmed", signed(func(c *billing.Confirmation) { c.Preview.ID = theirs.preview }), billing.PreviewUnknown},
		{"their payment method", signed(func(c *billing.Confirmation) { c.Payment = theirs.method }), billing.MethodUnknown},
		{"a change's key", signed(func(c *billing.Confirmation) { c.Key = theirs.change }), billing.KeyReused},
		{"a setup's key", r.ask(http.MethodPost, base+"/payment-methods/setups", `{}`, mine.token, "Idempotency-Key: "+theirs.setup), billing.KeyReused},
		{"a member who is theirs", r.ask(http.MethodPost, base+"/members/deactivate", `{"members":["`+mine.member+`","`+theirs.member+`"]}`, mine.token, "Idempotency-Key: "+newKey()), billing.NotFound},
		{"an act's key", r.ask(http.MethodPost, base+"/members/deactivate", `{"members":["`+mine.member+`"]}`, mine.token, "Idempotency-Key: "+theirs.change), billing.KeyReused},
		{"a cancellation's key", r.ask(http.MethodPost, base+"/subscription/cancel", "", mine.token, "Idempotency-Key: "+theirs.change), billing.KeyReused},
	} {
		problem := c.got.json
		if inner, rejected := problem["problem"].(map[string]any); rejected && problem["state"] == "rejected" {
			problem = inner
		}
		told := strings.Contains(c.got.text, theirs.name) || strings.Contains(c.got.text, theirs.account) || strings.Contains(c.got.text, theirs.invoice)
		if problem["code"] != string(c.code) || told {
			t.Errorf("%s: %d %s", c.name, c.got.status, c.got.text)
		}
	}
	if after := theirs.looked(r); after != before || charges(r) != charged {
		t.Errorf("something happened: %d charges, %s", charges(r)-charged, after)
	}
}
