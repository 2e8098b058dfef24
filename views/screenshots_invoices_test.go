//go:build screenshots

package views_test

import "testing"

// inspecting are states of the page of invoices only.
var inspecting = []state{
	{name: "member", set: member},
	{name: "open", arg: "inv_NWT-0013", set: pastDue},
	{name: "credit", arg: "inv_CN-0001"},
	{name: "void", arg: "inv_NWT-0003"},
	{name: "change", arg: "inv_NWT-0010"},
	{name: "how", arg: "inv_NWT-0010", then: func(t *testing.T, s *stage) { s.press(t, "How") }},
	{name: "address", arg: "inv_NWT-0012", then: func(t *testing.T, s *stage) { s.press(t, "Address") }},
	{name: "export", then: func(t *testing.T, s *stage) { s.press(t, "Export") }},
}
