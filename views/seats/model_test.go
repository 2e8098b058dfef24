package seats

import (
	"slices"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/sample"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

var w words.Printer

// read is what the page reads of a source.
func read(t *testing.T, f *fake) *data {
	t.Helper()
	p := &Page{deps: Deps{Source: f, Now: sample.Now}}
	d, err := p.read(t.Context(), query{sort: columnRole})
	if err != nil {
		t.Fatal(err)
	}
	return &d
}

// seats sets how many seats are paid for.
func (f *fake) seats(n int) *fake {
	f.facts.Subscription.Terms.Seats, f.facts.Subscription.Scheduled.After.Seats = n, n
	return f
}

func TestSeatCard(t *testing.T) {
	for name, tt := range map[string]struct {
		source *fake
		want   string // title, note, left, right
	}{
		"as the picture": {normal(), "46 of 50 paid seats in use|$12.00 a seat a month; Team allows 1 to 100|40 active in the last 60 days, 6 idle|4 free, 3 invited"},
		"full":           {normal().seats(46), "46 of 46 paid seats in use|$12.00 a seat a month; Team allows 1 to 100|40 active in the last 60 days, 6 idle|0 free, 3 invited"},
		"over":           {crowded(), "53 of 50 paid seats in use|3 over the limit|50 paid|3 over"},
		"as a member":    {normal().as(billing.RoleMember), "46 of 50 paid seats in use|$12.00 a seat a month; Team allows 1 to 100||4 free"},
		"without seats":  {normal().seats(0), "46 active members|$12.00 a seat a month; Team allows 1 to 100||"},
		"scheduled": {func() *fake {
			f := normal()
			f.facts.Subscription.Scheduled.After.Seats = 47
			return f
		}(), "46 of 50 paid seats in use|47 seats from 1 Dec 2026, as scheduled|40 active in the last 60 days, 6 idle|4 free, 3 invited"},
		"free": {func() *fake {
			f := normal().seats(50)
			f.facts.Subscription.Terms.Plan = "free"
			return f
		}(), "46 of 50 paid seats in use|Free allows 1 to 3|40 active in the last 60 days, 6 idle|4 free, 3 invited"},
	} {
		c := show(read(t, tt.source), false, w).seats
		if got := strings.Join([]string{c.title, c.note, c.left, c.right}, "|"); got != tt.want {
			t.Errorf("%s:\n%s\n%s", name, got, tt.want)
		}
	}
}

// Six seats at 12.00 a month are 72.00; nobody goes below the plan's least, or below the
// seats that are left in use.
func TestIdleCard(t *testing.T) {
	least := normal()
	least.facts.Catalog.Plans[1].Seats.Min = 48
	later := normal()
	later.facts.Subscription.Scheduled.After.Seats = 44
	nobody := normal()
	nobody.members = slices.DeleteFunc(nobody.members, func(m billing.Member) bool { return m.Idle(sample.Now()) })
	yearly := normal()
	yearly.facts.Subscription.Terms.Interval, yearly.facts.Subscription.Scheduled = billing.Yearly, nil
	yearly.facts.Subscription.Period.End = yearly.facts.Subscription.Period.Start.AddDate(1, 0, 0)
	for name, tt := range map[string]struct {
		source *fake
		want   string
	}{
		"as the picture":        {normal(), "Deactivating them and removing 6 seats saves $72.00 a month before VAT from 1 Dec 2026."},
		"at the plan's least":   {least, "Deactivating them and removing 2 seats saves $24.00 a month before VAT from 1 Dec 2026."},
		"fewer are scheduled":   {later, "Deactivating them and removing 10 seats saves $48.00 a month before VAT from 1 Dec 2026."},
		"yearly":                {yearly, "Deactivating them and removing 6 seats saves $720.00 a year before VAT from 1 Nov 2027."},
		"nobody":                {nobody, "Everybody who takes a seat was active in the last 60 days."},
		"who sees no billing":   {normal().as(billing.RoleOperations), "Deactivating them makes 6 seats free for somebody else."},
		"who changes no member": {normal().as(billing.RoleFinanceApprover), "Deactivating them makes 6 seats free for somebody else."},
	} {
		if got := show(read(t, tt.source), false, w).idle.text; got != tt.want {
			t.Errorf("%s:\n%s\n%s", name, got, tt.want)
		}
	}
}

// Three seats for the 825,473 seconds of 2,592,000 that are left are 11.47, with 20% tax
// 13.76, less than the billing credit; later they are 36.00 more a month.
func TestWaysToFix(t *testing.T) {
	const (
		idle  = "Deactivate 3 of the 6 idle members||$0.00"
		added = "Add 3 seats|now $13.76, paid by billing credit; then $36.00 a month|$0.00 due"
		plan  = "Switch to Business|up to 250 seats, $18.00 a seat a month|"
	)
	poor := crowded()
	poor.facts.Account.BillingCredit = poor.facts.Account.BillingCredit.Sub(poor.facts.Account.BillingCredit)
	partly := crowded()
	partly.facts.Account.BillingCredit = sample.Preview(billing.Patch{Seats: new(51)}).Total // 4.58
	busy := crowded()
	for i := range busy.members {
		if busy.members[i].Idle(sample.Now()) {
			busy.members[i].LastActive = ago(20)
		}
	}
	blocked := crowded()
	blocked.facts.Subscription.OpenInvoice = "NWT-0013"
	full := crowded()
	full.facts.Catalog.Plans[1].Seats.Max = 50
	top := crowded()
	top.facts.Catalog.Plans = top.facts.Catalog.Plans[:2]
	flat := crowded()
	flat.facts.Catalog.Plans[2].Prices = []billing.Price{{Interval: billing.Monthly, Base: decimal.NewFromInt(900)}}
	for name, tt := range map[string]struct {
		source *fake
		want   []string
	}{
		"a plan without a price a seat": {flat, []string{idle, added, "Switch to Business|up to 250 seats, $900.00 a month|"}},
		"as the picture":                {crowded(), []string{idle, added, plan}},
		"without credit":                {poor, []string{idle, "Add 3 seats|now $13.76; then $36.00 a month|$13.76 due", plan}},
		"with some":                     {partly, []string{idle, "Add 3 seats|now $13.76, $4.58 of it paid by billing credit; then $36.00 a month|$9.18 due", plan}},
		"nobody idle":                   {busy, []string{"Deactivate 3 members||$0.00", added, plan}},
		"an invoice is open":            {blocked, []string{idle, "Add 3 seats|Invoice NWT-0013 is open. Pay it first, then change the plan.|$0.00 due", plan}},
		"the plan has no more":          {full, []string{idle, plan}},
		"the highest plan":              {top, []string{idle, added}},
		"within the limit":              {normal(), nil},
	} {
		var got []string
		for _, way := range show(read(t, tt.source), false, w).ways {
			got = append(got, way.what+"|"+way.how+"|"+way.amount)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s:\n%q\n%q", name, got, tt.want)
		}
	}
}

func TestRights(t *testing.T) {
	for role, want := range map[billing.Role]rights{
		billing.RoleOwner:           {see: true, admit: true, buy: true},
		billing.RoleBillingAdmin:    {see: true, admit: true, buy: true},
		billing.RoleFinanceApprover: {see: true, why: "You can read this. Ask Maya Okafor to change members or seats."},
		billing.RoleMember:          {why: "You can read this. Ask Maya Okafor to change members or seats."},
	} {
		f := normal().as(role)
		want.role = role
		if got := rightsOf(f.facts.Account, false); got != want {
			t.Errorf("%s: %+v, want %+v", role, got, want)
		}
	}
	nobody := normal().as(billing.RoleMember).facts.Account
	nobody.Deciders = nil
	if got := rightsOf(nobody, false).why; got != "You can read this. Ask an owner or admin to change members or seats." {
		t.Error(got)
	}
}

func TestSubtitles(t *testing.T) {
	a := sample.Facts().Account
	for n, want := range []string{
		"Everybody in Northwind Traders.", "Everybody in Northwind Traders.",
		"Across both workspaces of Northwind Traders. A person in two workspaces takes one seat.",
		"Across 3 workspaces of Northwind Traders. A person in several takes one seat.",
	} {
		a.Workspaces = make([]billing.Workspace, n)
		if got := subtitleOf(a, w); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}

func TestLastActive(t *testing.T) {
	p := newWriter(sample.Now(), w)
	soon := sample.Now().Add(-10 * time.Minute)
	if got := p.lastActive(&soon); got != "Today 10:32" {
		t.Error(got)
	}
	if got := p.lastActive(ago(1)); got != "Yesterday" {
		t.Error(got)
	}
	if got := p.lastActive(ago(2)); got != "19 Nov 2026" {
		t.Error(got)
	}
	if got := p.lastActive(nil); got != "Not yet" {
		t.Error(got)
	}
}

func TestPurchase(t *testing.T) {
	f := sample.Facts()
	price := func(seats int) *billing.Preview {
		p, err := billing.NewPreview(f, billing.Patch{Seats: &seats}, sample.Now())
		if err != nil {
			t.Fatal(err)
		}
		return &p
	}
	lines := func(m purchaseModel) string {
		all := []string{m.total}
		for _, l := range m.lines {
			all = append(all, l.label+" "+l.amount)
		}
		return strings.Join(all, "|")
	}
	// Three more: 36.00 × 825,473 ÷ 2,592,000 = 11.4649, so 11.47 as 636.00 and 600.00
	// are rounded each; 20% of it is 2.29.
	want := "53 seats in all|Estimate USD|Until 1 Dec 2026 11.47|VAT 20% 2.29|Total 13.76|Billing credit applied –13.76|Due now 0.00|More each month, before VAT 36.00"
	if got := lines(purchaseOf(f, 53, true, price(53), w)); got != want {
		t.Errorf("add:\n%s\n%s", got, want)
	}
	want = "47 seats from 1 Dec 2026|Estimate USD|Due now 0.00|Less each month, before VAT 36.00"
	if got := lines(purchaseOf(f, 47, false, price(47), w)); got != want {
		t.Errorf("remove:\n%s\n%s", got, want)
	}
	if m := purchaseOf(f, 120, true, price(120), w); !strings.Contains(m.blocked, "Team has at most 100") {
		t.Errorf("too many: %q", m.blocked)
	}
	f.Catalog.Policy.Downgrade = billing.DowngradeImmediateCredit
	// 564.00 for the rest are 179.62, less 191.08 for what was paid.
	want = "47 seats in all|Estimate USD|Until 1 Dec 2026 –11.46|VAT 20% –2.29|Total –13.75|Due now 0.00|Less each month, before VAT 36.00"
	if got := lines(purchaseOf(f, 47, false, price(47), w)); got != want || removal(f) != "Remove seats" {
		t.Errorf("remove at once (%s):\n%s\n%s", removal(f), got, want)
	}
}

func TestBounds(t *testing.T) {
	for name, tt := range map[string]struct {
		source      *fake
		add, remove bounds
	}{
		"normal":     {normal(), bounds{50, 50, 1}, bounds{50, 4, 1}},
		"over":       {crowded(), bounds{50, 50, 3}, bounds{50, 0, 1}},
		"full":       {normal().seats(46), bounds{46, 54, 1}, bounds{46, 0, 1}},
		"at the top": {normal().seats(100), bounds{100, 0, 1}, bounds{100, 54, 1}},
	} {
		add, remove := boundsOf(tt.source.facts, true), boundsOf(tt.source.facts, false)
		if add != tt.add || remove != tt.remove {
			t.Errorf("%s: %+v %+v", name, add, remove)
		}
	}
}

func TestConsequences(t *testing.T) {
	texts := func(all []consequence) string {
		var lines []string
		for _, c := range all {
			lines = append(lines, c.text)
		}
		return strings.Join(lines, "|")
	}
	const (
		access = "They lose access at once, and links that they have stop working."
		money  = "Nothing is refunded. It costs less once there are fewer seats at a renewal."
	)
	const same = "No seat becomes free, so what is paid stays the same."
	three := targets{ids: make([]string, 3), seats: 3}
	for name, tt := range map[string]struct{ got, want string }{
		"three":            {texts(three.losing(0, w)), access + "|3 seats become free.|" + money},
		"all who are over": {texts(three.losing(3, w)), access + "|Members fit the seats again.|" + same},
		"some of them":     {texts(three.losing(4, w)), access + "|1 member stays over the limit.|" + same},
		"more than them":   {texts(three.losing(1, w)), access + "|Members fit the seats again, and 2 seats become free.|" + money},
		"a guest":          {texts(targets{ids: []string{"g"}}.losing(0, w)), access + "|None of them takes a seat, so what is paid stays the same."},
		"an invitation": {
			texts(targets{ids: []string{"v"}, invited: 1, skipped: 2}.losing(0, w)),
			"1 invitation is withdrawn.|None of them takes a seat, so what is paid stays the same.|2 of those selected are deactivated already or have a role above yours, and stay as they are.",
		},
	} {
		if tt.got != tt.want {
			t.Errorf("%s:\n%s\n%s", name, tt.got, tt.want)
		}
	}
	f := normal().facts
	for n, want := range map[int]string{
		1: "They take 1 of 4 free seats.",
		4: "They take 4 of 4 free seats.",
		5: "They would take 5 seats, and 4 are free. Add seats or deactivate somebody first.",
	} {
		if got := (targets{seats: n}).gaining(f, w)[1].text; got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}

func TestInviting(t *testing.T) {
	for name, tt := range map[string]struct {
		source  *fake
		guest   bool
		invited int
		want    string
		ok      bool
	}{
		"room":                 {normal(), false, 0, "Takes a seat from when it is accepted. 4 seats are free.", true},
		"others wait":          {normal(), false, 3, "Takes a seat from when it is accepted. 4 seats are free, and 3 invitations wait.", true},
		"full":                 {normal().seats(46), false, 0, "All 46 seats are taken. Add seats or deactivate somebody first; guests can be invited now.", false},
		"over":                 {crowded(), false, 0, "All 50 seats are taken. Add seats or deactivate somebody first; guests can be invited now.", false},
		"a guest all the same": {crowded(), true, 0, "A guest takes no seat.", true},
		"a plan without seats": {normal().seats(0), false, 0, "Takes a seat from when it is accepted.", true},
	} {
		if got, ok := inviting(tt.source.facts, tt.guest, tt.invited, w); got != tt.want || ok != tt.ok {
			t.Errorf("%s: %q, %t", name, got, ok)
		}
	}
}

func TestGrantable(t *testing.T) {
	if got := grantable(billing.RoleOwner); !slices.Equal(got, billing.Roles) {
		t.Errorf("an owner gives %v", got)
	}
	if got := grantable(billing.RoleBillingAdmin); !slices.Equal(got, billing.Roles[2:]) {
		t.Errorf("a billing admin gives %v", got)
	}
}
