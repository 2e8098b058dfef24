package widgets

import "testing"

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{
		"Northwind Traders": "NT", "Fabrikam": "F", "ana maría lópez": "AL", "": "", "Émile Zola": "ÉZ", "– –": "",
	} {
		if got := Initials(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
