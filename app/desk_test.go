package app

import (
	"testing"

	"billfold/app/config"
	"billfold/billing"
)

func TestPickPrefersWhatWasOpen(t *testing.T) {
	accounts := []billing.AccountSummary{{ID: "a"}, {ID: "b"}}
	for _, c := range []struct {
		wanted []string
		want   string
	}{
		{[]string{"b", "a"}, "b"},
		{[]string{"gone", "b"}, "b"},
		{[]string{"", ""}, "a"},
	} {
		if got := pick(accounts, c.wanted...); got != c.want {
			t.Errorf("%v: %q, want %q", c.wanted, got, c.want)
		}
	}
	if got := pick(nil, "a"); got != "" {
		t.Errorf("picked %q of nothing", got)
	}
}

func TestPlaceReadsADemosCopyOn(t *testing.T) {
	demo := config.Chosen{Demo: true, Visits: map[string]config.Visit{"demo": {PersonID: "per_1"}}}
	both := config.Chosen{Demo: true, Visits: map[string]config.Visit{"demo": {}, "http://127.0.0.1:1": {}}}
	for _, c := range []struct {
		name    string
		given   config.Config
		last    config.Chosen
		demo    bool
		server  string
		address string
	}{
		{"the demo itself", config.Config{Demo: true}, demo, true, "", ""},
		{"a loopback server after a demo", config.Config{Server: "http://127.0.0.1:1"}, demo, true, "", "http://127.0.0.1:1"},
		{"one that was signed in to", config.Config{Server: "http://127.0.0.1:1"}, both, false, "http://127.0.0.1:1", "http://127.0.0.1:1"},
		{"a server elsewhere", config.Config{Server: "https://a.example"}, demo, false, "https://a.example", "https://a.example"},
		{"a first start", config.Config{Server: "http://127.0.0.1:1"}, config.Chosen{}, false, "http://127.0.0.1:1", "http://127.0.0.1:1"},
		{"nothing at all", config.Config{}, config.Chosen{}, false, "", ""},
	} {
		got, address := place(c.given, c.last)
		if got.Demo != c.demo || got.Server != c.server || address != c.address {
			t.Errorf("%s: %+v at %q", c.name, got, address)
		}
	}
}
