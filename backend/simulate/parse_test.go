package simulate_test

import (
	"os"
	"strings"
	"testing"

	"billfold/backend/simulate"
)

// published is the scenario that docs/formats.md shows, with the catalog that it
// shows in the place of "…".
func published(t testing.TB) string {
	t.Helper()
	page, err := os.ReadFile("../../docs/formats.md")
	if err != nil {
		t.Fatal(err)
	}
	block := func(section string) string {
		_, rest, _ := strings.Cut(string(page), "\n## "+section+"\n")
		_, rest, _ = strings.Cut(rest, "```json\n")
		text, _, found := strings.Cut(rest, "```")
		if !found {
			t.Fatalf("docs/formats.md shows nothing under %s", section)
		}
		return text
	}
	return strings.Replace(block("Scenarios"), `"catalog":{…}`, `"catalog":`+block("The catalog"), 1)
}

func TestThePublishedScenarioIsPlayed(t *testing.T) {
	r := play(t, published(t))
	holdsTogether(t, published(t), r)
	// Business is not in the catalog that is shown.
	for i, want := range []string{"", "refused: unknown_plan", "refused: unknown_plan", ""} {
		if got := saidOf(&r.Steps[i]); got != want {
			t.Errorf("step %d: %s", i, got)
		}
	}
	if want := "INV-0001 2024-01-01 paid 48.00\nINV-0002 2024-02-01 paid 48.00\nINV-0003 2024-03-01 paid 48.00\n" +
		"active team×5 a month until 2024-04-01T00:00\nbalance 0.00, credit 0.00, AI 1000"; endOf(r) != want {
		t.Errorf("it ends\n%s", endOf(r))
	}
}

// What could never be right is refused whole: the error names the path, and what
// is allowed there.
func TestScenariosThatAreNone(t *testing.T) {
	const first = `{"at":"2024-01-01T00:00:00Z","subscribe":{"plan":"team","interval":"month","seats":5,"addons":{},"volumes":{},"discount":{"percent":"20","until":null}}}`
	step := func(action string) string { return `{"at":"2024-01-01T00:00:00Z",` + action + `}` }
	for name, tt := range map[string]struct{ from, to, want string }{
		"no JSON":                {first, `{`, "scenario: "},
		"unknown key":            {`"account":{`, `"acount":{`, "acount: unknown key"},
		"key of a step":          {first, step(`"subscrbe":{}`), "steps[0].subscrbe: unknown key"},
		"key of terms":           {first, step(`"change":{"seat":5}`), "steps[0].change.seat: unknown key"},
		"key of nothing":         {first, step(`"pay":{"amount":"5"}`), "steps[0].pay.amount: unknown key"},
		"catalog's path":         {`"per_seat":"12.00"`, `"per_seat":"-1"`, "catalog.plans[0].prices[0].per_seat: -1 is below 0"},
		"catalog's key":          {`"rank":20`, `"rnak":20`, "catalog.plans[0].rnak: unknown key"},
		"no action":              {first, `{"at":"2024-01-01T00:00:00Z"}`, "steps[0]: has 0 things to happen"},
		"two actions":            {first, step(`"pay":{},"cancel":{}`), "steps[0]: has 2 things to happen"},
		"no instant":             {first, `{"advance":{}}`, "steps[0].at: missing"},
		"no such instant":        {first, `{"at":"2024-02-30T00:00:00Z","advance":{}}`, "steps[0].at: cannot be"},
		"out of order":           {`"at":"2024-03-01`, `"at":"2024-01-15`, "steps[3].at: 2024-01-15T00:00:00Z is before steps[2].at, 2024-01-16T00:00:00Z"},
		"a long time":            {`"at":"2024-03-01`, `"at":"2124-03-01`, "steps[3].at: 2124-03-01T00:00:00Z is more than 50 years after"},
		"before computers":       {`"at":"2024-01-01`, `"at":"1024-01-01`, "steps[0].at: 1024-01-01T00:00:00Z is not between 1970 and 2200"},
		"negative seats":         {`"seats":5,`, `"seats":-5,`, "steps[0].subscribe.seats: -5 is not between 0 and 1000000"},
		"half a seat":            {`"seats":5,`, `"seats":5.5,`, "steps[0].subscribe.seats: cannot be 5.5"},
		"seats in words":         {`"seats":5,`, `"seats":"five",`, `steps[0].subscribe.seats: cannot be "five"`},
		"more seats than fit":    {`"seats":5,`, `"seats":99999999999999999999,`, "steps[0].subscribe.seats: cannot be 999"},
		"no plan":                {first, step(`"subscribe":{}`), "steps[0].subscribe.plan: missing"},
		"negative add-on":        {first, step(`"change":{"addons":{"storage_100":-1}}`), "steps[0].change.addons.storage_100: -1 is not between"},
		"half a volume":          {first, step(`"change":{"volumes":{"email_credits":0.5}}`), "steps[0].change.volumes.email_credits: cannot be 0.5"},
		"negative volume":        {first, step(`"change":{"volumes":{"email_credits":-1}}`), "steps[0].change.volumes.email_credits: -1 is not between"},
		"too many decimals":      {first, step(`"top_up":"50.005"`), "steps[0].top_up: 50.005 has more than the 2 decimals of USD"},
		"negative amount":        {first, step(`"top_up":"-50"`), "steps[0].top_up: -50 is not between"},
		"amount in words":        {first, step(`"top_up":"fifty"`), `steps[0].top_up: cannot be "fifty"`},
		"an amount without end":  {first, step(`"top_up":"1e999999999"`), `steps[0].top_up: cannot be "1e999999999"`},
		"a crumb of an amount":   {first, step(`"top_up":"1e-30"`), "steps[0].top_up: has too many digits"},
		"no quantity":            {first, step(`"usage":{"meter":"call_minutes"}`), "steps[0].usage.quantity: 0 is not above 0"},
		"negative usage":         {first, step(`"usage":{"meter":"call_minutes","quantity":"-1"}`), "steps[0].usage.quantity: -1 is not between"},
		"no meter":               {first, step(`"usage":{"quantity":"1"}`), "steps[0].usage.meter: missing"},
		"no pack":                {first, step(`"buy":{"quantity":1}`), "steps[0].buy.addon: missing"},
		"no packs":               {first, step(`"buy":{"addon":"ai_1000","quantity":0}`), "steps[0].buy.quantity: 0 is not between 1 and"},
		"half a pack":            {first, step(`"buy":{"addon":"ai_1000","quantity":0.5}`), "steps[0].buy.quantity: cannot be 0.5"},
		"a crowd":                {first, step(`"members":100000`), "steps[0].members: 100000 is not between 0 and 10000"},
		"negative storage":       {first, step(`"storage_gb":"-1"`), "steps[0].storage_gb: -1 is not between"},
		"no such card":           {first, step(`"payment_method":"card_gold"`), `steps[0].payment_method: "card_gold" is none of`},
		"no such country":        {first, step(`"account":{"country":"Germany"}`), `steps[0].account.country: "Germany" is not a two-letter code`},
		"two discounts":          {`"percent":"20"`, `"percent":"20","amount":"5"`, "steps[0].subscribe.discount: either a percent"},
		"too much off":           {`"percent":"20"`, `"percent":"120"`, "steps[0].subscribe.discount: either a percent"},
		"a discount of nothing":  {`"percent":"20"`, `"percent":"0"`, "steps[0].subscribe.discount: either a percent"},
		"a period backwards":     {first, step(`"import":{"plan":"team","period_start":"2024-02-01T00:00:00Z","period_end":"2024-01-01T00:00:00Z"}`), "steps[0].import.period_end: 2024-01-01T00:00:00Z is not after period_start"},
		"a period of no length":  {first, step(`"import":{"plan":"team","period_start":"2024-01-01T00:00:00Z","period_end":"2024-01-01T00:00:00Z"}`), "steps[0].import.period_end: "},
		"a period without start": {first, step(`"import":{"plan":"team","period_end":"2024-01-01T00:00:00Z"}`), "steps[0].import.period_start: missing"},
		"no such zone":           {`"timezone":"UTC"`, `"timezone":"Mars/Base"`, `account.timezone: "Mars/Base" is no time zone`},
		"a zone of the machine":  {`"timezone":"UTC"`, `"timezone":"../../etc/passwd"`, `account.timezone: `},
		"negative balance":       {`"account_balance":"0"`, `"account_balance":"-1"`, "account.account_balance: -1 is not between"},
		"credit in half cents":   {`"billing_credit":"0"`, `"billing_credit":"0.005"`, "account.billing_credit: 0.005 has more than the 2 decimals of USD"},
		"reload of storage":      {`"auto_reload":null`, `"auto_reload":{"addon":"storage_100","below":"1","monthly_cap":"20"}`, `account.auto_reload.addon: "storage_100" is no one-time add-on`},
		"two documents":          {`"advance":{}}]}`, `"advance":{}}]}{}`, "scenario: something follows"},
		"no catalog":             {`{"catalog":`, `{"catalogue":`, "catalogue: unknown key"},
		"a list":                 {first, `[]`, "steps[0]: cannot be []"},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(published(t), tt.from, tt.to, 1)
			if text == published(t) {
				t.Fatal("the case changes nothing")
			}
			_, err := simulate.Parse([]byte(text))
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
	for text, want := range map[string]string{
		"":                      "scenario: ",
		"null":                  "catalog: missing",
		"[]":                    "scenario: cannot be []",
		"{}":                    "catalog: missing",
		`{"catalog":null}`:      "catalog: missing",
		`{"catalog":{}}`:        "catalog.currency: ",
		"\xef\xbb\xbf{}":        "scenario: ",
		`{"catalog":{"cur":1}}`: "catalog.cur: unknown key",
	} {
		if _, err := simulate.Parse([]byte(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// Ten megabytes of brackets neither exhaust the stack nor are answered with ten
// megabytes; nor does a list without end keep anybody busy.
func TestVastFilesAreRefused(t *testing.T) {
	deep := strings.Repeat("[", 5<<20) + strings.Repeat("]", 5<<20)
	for name, text := range map[string]string{
		"whole":   deep,
		"catalog": `{"catalog":` + deep + `}`,
		"step":    strings.Replace(published(t), `"advance":{}`, `"advance":`+deep, 1),
		"objects": strings.Repeat(`{"catalog":`, 1<<20),
		"a name":  `{"` + strings.Repeat("x", 10<<20) + `":1}`,
		"many":    `{"steps":[` + strings.Repeat("{},", 1<<20) + `{}]}`,
	} {
		_, err := simulate.Parse([]byte(text))
		if err == nil || len(err.Error()) > 200 {
			t.Errorf("%s: %.300v", name, err)
		}
	}
}

// The same file gives the same result, whatever else a machine does meanwhile.
func TestTheSameScenarioGivesTheSameResult(t *testing.T) {
	text := story{
		account: `"auto_reload":{"addon":"ai","below":"100","monthly_cap":"45.00"},"country":"DE"`,
		steps: []string{
			`2024-01-31 subscribe {"plan":"team","seats":5,"addons":{"storage":1}}`, `2024-02-02 usage {"meter":"ai_credits","quantity":"450"}`,
			`2024-02-16 change {"plan":"business","seats":3}`, `2025-02-01 advance`,
		},
	}.scenario()
	first, again := printed(t, play(t, text)), printed(t, play(t, text))
	if first != again {
		t.Errorf("\n%s\n%s", first, again)
	}
}
