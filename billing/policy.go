package billing

import "slices"

// The roles of an account. Owners, admins (of its workspaces) and billing admins
// run the commercial side; a finance approver reads it; operations sees what is
// in use and by whom; a member sees what concerns them.
const (
	RoleOwner           Role = "owner"
	RoleAdmin           Role = "admin"
	RoleBillingAdmin    Role = "billing_admin"
	RoleFinanceApprover Role = "finance_approver"
	RoleOperations      Role = "operations"
	RoleMember          Role = "member"
)

// Roles are all roles, the mightiest first.
var Roles = []Role{RoleOwner, RoleAdmin, RoleBillingAdmin, RoleFinanceApprover, RoleOperations, RoleMember}

// Permission is something that a role may do in an account. What the plan allows
// is an entitlement, and another matter.
type Permission string

// The permissions.
const (
	SeePlan       Permission = "see_plan"       // the plan, its limits, what is in use, what is sold and for how much
	SeePeople     Permission = "see_people"     // members, and when they were last active
	SeeBilling    Permission = "see_billing"    // invoices, balances, payment methods, who changed what
	ChangeBilling Permission = "change_billing" // whatever costs money, now or later, and taking it back
	ManageMethods Permission = "manage_methods" // adding and removing payment methods, and which is the default
	ManagePeople  Permission = "manage_people"  // inviting, and who has which role; see Crew for whose
)

// policy is who may do what: the backend decides by it, and the views explain it.
var policy = map[Permission][]Role{
	SeePlan:       Roles,
	SeePeople:     {RoleOwner, RoleAdmin, RoleBillingAdmin, RoleFinanceApprover, RoleOperations},
	SeeBilling:    {RoleOwner, RoleAdmin, RoleBillingAdmin, RoleFinanceApprover},
	ChangeBilling: {RoleOwner, RoleAdmin, RoleBillingAdmin},
	ManageMethods: {RoleOwner, RoleAdmin, RoleBillingAdmin},
	ManagePeople:  {RoleOwner, RoleAdmin, RoleBillingAdmin},
}

// May tells whether the role has a permission. A role or a permission that is not
// known has none.
func (r Role) May(p Permission) bool { return slices.Contains(policy[p], r) }

// WhoMay lists the roles that have a permission, the mightiest first.
func WhoMay(p Permission) []Role { return slices.Clone(policy[p]) }

// NotAllowed is the problem of somebody whose role lacks a permission.
func NotAllowed(p Permission, r Role) *Problem {
	return NewProblem(NotPermitted, "permission", string(p), "role", string(r))
}
