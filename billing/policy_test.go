package billing

import (
	"slices"
	"strings"
	"testing"
)

func TestWhoMay(t *testing.T) {
	for permission, names := range map[Permission]string{
		SeePlan:       "owner admin billing_admin finance_approver operations member",
		SeePeople:     "owner admin billing_admin finance_approver operations",
		SeeBilling:    "owner admin billing_admin finance_approver",
		ChangeBilling: "owner admin billing_admin",
		ManageMethods: "owner admin billing_admin",
		ManagePeople:  "owner admin billing_admin",
		"":            "",
		"fly":         "",
		"SEE_PLAN":    "",
	} {
		var want []Role
		for _, name := range strings.Fields(names) {
			want = append(want, Role(name))
		}
		if got := WhoMay(permission); !slices.Equal(got, want) {
			t.Errorf("%q: %v", permission, got)
		}
		for _, role := range append(slices.Clone(Roles), "", "root", "Owner", "owner ") {
			if got := role.May(permission); got != slices.Contains(want, role) {
				t.Errorf("%q %q: %v", role, permission, got)
			}
		}
	}
	for _, role := range WhoMay(ChangeBilling) {
		if !role.May(SeeBilling) {
			t.Errorf("%s changes what it does not see", role)
		}
	}
	for _, role := range WhoMay(ManagePeople) {
		if !role.May(SeePeople) {
			t.Errorf("%s manages whom it does not see", role)
		}
	}
}

// Whoever is told who may cannot change it.
func TestThePolicyIsNobodysToChange(t *testing.T) {
	WhoMay(ChangeBilling)[0] = RoleMember
	if RoleMember.May(ChangeBilling) || !RoleOwner.May(ChangeBilling) {
		t.Error("it was changed")
	}
}
