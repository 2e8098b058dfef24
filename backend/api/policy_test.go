package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"billfold/billing"
)

// may is who may do what, written down a second time, by operation: a new
// operation fails here until somebody has decided.
var may = func() map[string]string {
	const (
		everybody = "owner admin billing_admin finance_approver operations member"
		staff     = "owner admin billing_admin finance_approver operations"
		finance   = "owner admin billing_admin finance_approver"
		payers    = "owner admin billing_admin"
	)
	return map[string]string{
		"getMe": everybody, "listAccounts": everybody, "listen": everybody, "signOutEverywhere": everybody,
		"listDevices": everybody, "createEnrolmentChallenge": everybody, "enrolDevice": everybody, "revokeDevice": everybody,

		"getAccount": everybody, "getCatalog": everybody, "getSubscription": everybody, "getUsage": everybody,
		"getChanges": everybody, "createPreview": everybody, "settleChange": everybody, "withdrawChange": everybody,
		"listMembers": staff,
		"getPreview":  finance, "listInvoices": finance, "getInvoice": finance, "getSubscriptionChange": finance,
		"beginMethodSetup": payers, "getMethodSetup": payers, "cancelMethodSetup": payers, "setDefaultMethod": payers, "removeMethod": payers,
		"inviteMember": payers, "setMemberRole": payers, "deactivateMembers": payers, "reactivateMembers": payers, "setBillingDetails": payers,
		"confirmChange": payers, "cancelScheduledChange": payers, "cancelSubscription": payers,
	}
}()

func TestEveryRoleOnEveryOperation(t *testing.T) {
	b := start(t, nil)
	var doc struct {
		Paths map[string]map[string]struct {
			OperationID string `json:"operationId"`
		} `json:"paths"`
	}
	if err := json.Unmarshal([]byte(b.ask("", http.MethodGet, "/openapi.json", "").text), &doc); err != nil {
		t.Fatal(err)
	}
	walked := map[string]bool{}
	for path, methods := range doc.Paths {
		target := strings.NewReplacer(
			"{account}", mine, "{id}", key, "{preview}", "prv_1", "{invoice}", "inv_1", "{device}", "dev_1", "{setup}", key, "{member}", "mem_1", "{method}", "pm_1",
		).Replace(path)
		for method, op := range methods {
			allowed, ruled := may[op.OperationID]
			if !ruled {
				t.Errorf("%s %s (%s): nobody has said who may", method, path, op.OperationID)
				continue
			}
			walked[op.OperationID] = true
			if op.OperationID == "listen" {
				continue // it has no account, and no end
			}
			for _, role := range billing.Roles {
				got := b.ask(string(role), strings.ToUpper(method), target, "", "Idempotency-Key: "+key)
				refused := got.status == http.StatusForbidden && got.json["code"] == string(billing.NotPermitted)
				if want := !slices.Contains(strings.Fields(allowed), string(role)); refused != want {
					t.Errorf("%s as %s: %d %s", op.OperationID, role, got.status, got.text)
				}
			}
		}
	}
	for id := range may {
		if !walked[id] {
			t.Errorf("%s is no operation", id)
		}
	}
}

// Who is refused is refused before anything else of the request is looked at, and
// told whom to ask.
func TestRefusalByRoleComesFirst(t *testing.T) {
	b := start(t, nil)
	for _, body := range []string{"", "{ not json", strings.Repeat("x", 200_000)} {
		got := b.ask("operations", http.MethodPost, base+"/subscription-changes", body)
		got.expectProblem(t, http.StatusForbidden, billing.NotPermitted)
	}
	got := b.ask("operations", http.MethodGet, base+"/invoices?limit=-1", "")
	params, _ := got.json["params"].(map[string]any)
	if params["permission"] != string(billing.SeeBilling) || params["role"] != string(billing.RoleOperations) {
		t.Errorf("%s", got.text)
	}
}
