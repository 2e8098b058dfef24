package main_test

import "testing"

// saved is a payment method as it is printed.
type saved struct {
	ID, Brand, Last4, Status string
}

// A card is made the default and removed, by whoever agrees to that; who may not, and a
// card that is not there, are refused.
func TestCardsAreOrderedAndRemoved(t *testing.T) {
	address, _ := serve(t)
	u := newUser(t, address, admin)
	var now struct{ Methods []saved }
	u.want(0, &now, "card")
	if len(now.Methods) != 2 {
		t.Fatalf("%+v", now)
	}
	first, second := now.Methods[0], now.Methods[1]
	var m saved
	if u.want(0, &m, "card", "default", second.ID); m != second {
		t.Errorf("%+v", m)
	}
	if u.want(0, &now, "card"); now.Methods[0] != second || now.Methods[1] != first {
		t.Errorf("ordered %+v", now)
	}
	for _, refused := range []struct {
		code int
		args []string
	}{
		{2, []string{"card", "remove", first.ID}}, // nobody can be asked
		{4, []string{"card", "remove", "pm_none", "--yes"}},
		{4, []string{"card", "default", "pm_none"}},
	} {
		if r := u.run(refused.args...); r.code != refused.code || r.err == "" {
			t.Errorf("%v: %+v", refused.args, r)
		}
	}
	if u.want(0, &m, "card", "remove", first.ID, "--yes"); m != first {
		t.Errorf("%+v", m)
	}
	if u.want(0, &now, "card"); len(now.Methods) != 1 || now.Methods[0] != second {
		t.Errorf("left %+v", now)
	}
	if r := newUser(t, address, "member@northwind.example").run("card", "remove", second.ID, "--yes"); r.code != 4 {
		t.Errorf("a member: %+v", r)
	}
}
