package catalogjson_test

import (
	"os"
	"strings"
	"testing"

	"billfold/billing/catalogjson"
)

// published is the catalog that docs/formats.md shows, with every key.
func published(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile("../../docs/formats.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(page), "\n## The catalog\n")
	_, block, _ := strings.Cut(section, "```json\n")
	catalog, _, found := strings.Cut(block, "```")
	if !found {
		t.Fatal("docs/formats.md shows no catalog")
	}
	return catalog
}

func TestRoundTrip(t *testing.T) {
	c, err := catalogjson.Unmarshal([]byte(published(t)))
	if err != nil {
		t.Fatal(err)
	}
	first, err := catalogjson.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	again, err := catalogjson.Unmarshal(first)
	if err != nil {
		t.Fatal(err)
	}
	second, err := catalogjson.Marshal(again)
	if err != nil {
		t.Fatal(err)
	}
	if string(first) != string(second) || again.Vendor.City != "Berlin" || again.Vendor.SalesEmail != "sales@halden.example" || len(again.Plans[0].Volumes[0].Tiers) != 2 || again.Plans[0].Trial.Days != 14 {
		t.Errorf("\n%s\n%s", first, second)
	}
}

func TestPolicyHasDefaults(t *testing.T) {
	c, err := catalogjson.Unmarshal([]byte(`{"currency":"JPY","plans":[],"policy":{"proration":"day"}}`))
	if err != nil {
		t.Fatal(err)
	}
	if c.Policy.Proration != "day" || c.Policy.PreviewTTL.Minutes() != 15 || c.Policy.Dunning.GraceDays != 14 {
		t.Errorf("%+v", c.Policy)
	}
}

// fault is a catalog that is right but for one thing.
type fault struct {
	from, to, path string
	beyondSchema   bool // that it is wrong is more than a schema can say
}

// in is the published catalog with the fault in it.
func (f fault) in(t *testing.T) string {
	t.Helper()
	text := strings.Replace(published(t), f.from, f.to, 1)
	if text == published(t) {
		t.Fatalf("%s to %s changes nothing", f.from, f.to)
	}
	return text
}

var bad = map[string]fault{
	"unknown key":       {`"rank":20`, `"rnak":20`, "plans[0].rnak", false},
	"no decimal":        {`"per_seat":"12.00"`, `"per_seat":"a dozen"`, `plans[0].prices[0].per_seat: cannot be "a dozen"`, false},
	"vast number":       {`"per_seat":"12.00"`, `"per_seat":"1e1000000000"`, "plans[0].prices[0].per_seat", false},
	"no number":         {`"min":1,"max":50`, `"min":1.5,"max":50`, "plans[0].seats.min", false},
	"no object":         {`"seats":{"included":0,"min":1,"max":50}`, `"seats":7`, "plans[0].seats", false},
	"grant":             {`"storage_gb":"100","ai_credits"`, `"storage_gb":"lots","ai_credits"`, "plans[0].includes.storage_gb", false},
	"sold twice":        {`"interval":"year","base"`, `"interval":"month","base"`, "plans[0].prices[1].interval", true},
	"trial into naught": {`"then":"free"`, `"then":"gold"`, "plans[0].trial.then", true},
	"trial of no days":  {`"days":14`, `"days":0`, "plans[0].trial.days", false},
	"retries":           {`[1,3,5,7]`, `[3,1]`, "policy.dunning.retry_days[1]", true},
	"grace":             {`"grace_days":14`, `"grace_days":-1`, "policy.dunning.grace_days", false},
	"percent":           {`"rate":"0.19"`, `"rate":"19"`, "tax_rates[0].rate", false},
	"odd minimum":       {`"min":0,"max":1000000`, `"min":500,"max":1000000`, "plans[0].volumes[0]", true},
	"negative price":    {`"per_seat":"12.00"`, `"per_seat":"-1"`, "plans[0].prices[0].per_seat", false},
	"unknown interval":  {`"interval":"year","base"`, `"interval":"week","base"`, "plans[0].prices[1].interval", false},
	"unknown kind":      {`"kind":"paid"`, `"kind":"gold"`, "plans[0].kind", false},
	"unknown currency":  {`"USD"`, `"XXX"`, "currency", true},
	"closed last tier":  {`{"unit":"0.0008"}`, `{"up_to":20000,"unit":"0.0008"}`, "plans[0].volumes[0].tiers[1].up_to", true},
	"seats upside down": {`"min":1,"max":50`, `"min":60,"max":50`, "plans[0].seats", true},
	"ttl":               {`"15m"`, `"soon"`, "policy.preview_ttl", false},
	"rounding":          {`"half_up"`, `"down"`, "policy.rounding", false},
	"used twice":        {`"id":"ai_1000"`, `"id":"storage_100"`, "addons[1].id", true},
	"vendor's key":      {`"support_hours":`, `"hours":`, "vendor.hours", false},
	"no vendor":         {`"name":"Halden Software GmbH"`, `"name":""`, "vendor.name", false},
	"vendor's country":  {`"country":"DE","vat_id"`, `"country":"Germany","vat_id"`, "vendor.country", false},
	"vendor's e-mail":   {`"email":"billing@halden.example"`, `"email":"billing"`, "vendor.email", false},
	"support's e-mail":  {`"support_email":"support@halden.example"`, `"support_email":"?"`, "vendor.support_email", false},
	"vendor's lines":    {`"address":"Lindenstraße 8"`, `"address":"Lindenstr.\n8"`, "vendor.address", false},
	"trailing":          {`"reverse_charge":true}]}`, `"reverse_charge":true}]}{}`, "closing brace", false},
}

func TestErrorsNameThePath(t *testing.T) {
	for name, tt := range bad {
		t.Run(name, func(t *testing.T) {
			if _, err := catalogjson.Unmarshal([]byte(tt.in(t))); err == nil || !strings.Contains(err.Error(), tt.path) {
				t.Errorf("got %v, want it to name %s", err, tt.path)
			}
		})
	}
}
