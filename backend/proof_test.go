package backend_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"billfold/billing"
)

// A card whose bank wants its payer is charged once they have been at its page, and
// not before; whoever fails there has paid nothing.
func TestAPaymentIsProvenOnTheBanksPage(t *testing.T) {
	for pressed, want := range map[string]billing.ChangeState{"complete": billing.ChangeApplied, "fail": billing.ChangeRejected} {
		a := serve(t, options(demoDir(t), io.Discard)).adder("admin@northwind.example")
		begun := a.begin(newKey(), "")
		card := typed()
		card.Set("number", "4000 0027 6000 3184")
		if answered, text := a.r.form(a.page(begun), card); answered.StatusCode >= http.StatusBadRequest {
			t.Fatalf("%d %s", answered.StatusCode, text)
		}
		method, _ := a.setup(begun.json["id"].(string)).json["method"].(map[string]any)
		d := a.r.enrol(a.token)
		c := d.confirmation(a.base, a.r.ask(http.MethodPost, a.base+"/previews", `{"seats":53}`, a.token), newKey())
		c.Payment, _ = method["id"].(string)
		got := d.send(a.base, c, d.key.Sign(c))
		page, _ := got.json["proof_page"].(string)
		if got.json["state"] != string(billing.ChangeRequiresAction) || !strings.HasPrefix(page, a.r.url+"/gateway/") {
			t.Fatalf("%d %s", got.status, got.text)
		}
		if again := d.send(a.base, c, d.key.Sign(c)); again.text != got.text {
			t.Errorf("asked again: %s", again.text)
		}
		charged := succeeded(a.r)
		if answered, text := a.r.form(strings.TrimPrefix(page, a.r.url), url.Values{"action": {pressed}}); answered.StatusCode >= http.StatusBadRequest {
			t.Fatalf("%s: %d %s", pressed, answered.StatusCode, text)
		}
		after := a.r.ask(http.MethodGet, a.base+"/subscription-changes/"+c.Key, "", a.token)
		if after.json["state"] != string(want) || after.json["proof_page"] != nil {
			t.Errorf("%s: %s", pressed, after.text)
		}
		if paid := succeeded(a.r) - charged; paid != map[bool]int{true: 1}[want == billing.ChangeApplied] {
			t.Errorf("%s: %d charges succeeded", pressed, paid)
		}
	}
}

func succeeded(r running) int {
	r.t.Helper()
	return strings.Count(r.ask(http.MethodGet, "/demo/charges", "").text, `"succeeded"`)
}
