package widgets

import (
	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
)

// SubscriptionStatus is how the state of a subscription looks, beside its word.
func SubscriptionStatus(s billing.SubscriptionStatus) (theme.Role, resources.Icon) {
	switch s {
	case billing.StatusActive:
		return theme.RoleOK, resources.IconCheck
	case billing.StatusTrialing:
		return theme.RoleInfo, resources.IconClock
	case billing.StatusPastDue, billing.StatusRestricted:
		return theme.RoleBad, resources.IconAlert
	case billing.StatusCanceled:
		return theme.RoleNeutral, resources.IconClose
	}
	return theme.RoleNeutral, resources.IconInfo
}
