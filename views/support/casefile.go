package support

import (
	"net/url"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/words"
)

// caseFile is what support is told: all of it is shown, and nothing else leaves.
type caseFile struct {
	subject string
	rows    []caseRow
	problem string // the exact error: its code, and how it was told
}

// caseRow is one fact of a case; faint ones say that there is none.
type caseRow struct {
	label, value string
	mono, faint  bool
}

// text is the whole case, with the person's own words, which are masked already.
func (c caseFile) text(own string) string {
	lines := []string{c.subject, ""}
	for _, row := range c.rows {
		lines = append(lines, row.label+": "+row.value)
	}
	lines = append(lines, words.T("Exact error")+": "+c.problem)
	if own = strings.TrimSpace(own); own != "" {
		lines = append(lines, "", own)
	}
	return strings.Join(lines, "\n") + "\n"
}

// who is the person, as support knows them.
func (v view) who() string {
	if v.person.Name != "" {
		return v.person.Name
	}
	return v.person.Email
}

// caseFile gathers what support asks for. Every fact has its row, also where nothing is
// known of it.
func (v view) caseFile() caseFile {
	account := v.account()
	title := titleOf(v.asked.symptom)
	c := caseFile{subject: words.T("{what}, {account}", "what", title, "account", account.Name), problem: v.exactError()}
	if account.Name == "" {
		c.subject = title
	}
	add := func(label, value, without string) {
		row := caseRow{label: label, value: value}
		if value == "" {
			row.value, row.faint = without, true
		}
		c.rows = append(c.rows, row)
	}
	unknown, unasked := words.T("not known here"), words.T("not asked")
	add(words.T("Account"), account.Name, unknown)
	spaces := make([]string, len(account.Workspaces))
	for i, w := range account.Workspaces {
		spaces[i] = w.Name
	}
	add(words.T("Workspace"), commas(spaces), unknown)
	current, desired, effective := v.plans()
	add(words.T("Current plan"), current, unknown)
	add(words.T("Desired plan"), desired, unasked)
	add(words.T("Seats"), v.seatCount(), unknown)
	add(words.T("Effective"), effective, unasked)
	add(words.T("Invoice"), v.invoice(), words.T("none chosen"))
	add(words.T("Change id"), v.changeID(), words.T("none"))
	c.rows[len(c.rows)-1].mono = v.changeID() != ""
	add(words.T("Revision"), v.copyState(), words.T("never read"))
	add(words.T("Person"), v.who(), unknown)
	add(words.T("Role"), words.Role(account.Role), unknown)
	add(words.T("App"), words.T("Billfold {version}[, {system}]", "version", v.asked.program.version, "system", v.asked.program.system), "")
	return c
}

// account is what is known of the account that is open, from the list of accounts where it
// was not read itself.
func (v view) account() billing.AccountSummary {
	if v.known() {
		a := v.facts.Account
		return billing.AccountSummary{ID: a.ID, Name: a.Name, Role: a.Role, Workspaces: a.Workspaces}
	}
	for _, a := range v.accounts {
		if a.ID == v.selected {
			return a
		}
	}
	return billing.AccountSummary{}
}

// plans are the current plan, what was wanted instead, and from when that holds.
func (v view) plans() (current, desired, effective string) {
	if !v.known() {
		return "", "", ""
	}
	c, s := v.facts.Catalog, v.facts.Subscription
	current = words.T("{plan}, {interval}", "plan", words.Plan(c, s.Terms.Plan), "interval", strings.ToLower(words.Interval(s.Terms.Interval)))
	switch w := v.wished(); {
	case v.asked.symptom == charged:
		if by := v.found(); by != nil {
			effective = v.w.Date(by.At)
		}
	case v.asked.symptom != outdated && v.asked.symptom != declined && v.asked.symptom != blocked && v.asked.symptom != other:
	case w != nil:
		desired = v.w.Summary(c, s.Terms, w.target)
		effective = v.effective(w)
	case s.Scheduled != nil && v.asked.symptom != blocked: // nothing holds that up
		desired, effective = v.w.Summary(c, s.Terms, s.Scheduled.After), v.w.Date(s.Scheduled.At)
	}
	return current, desired, effective
}

// effective is from when a wish was meant to hold: what billing said of it, or else what an
// estimate says.
func (v view) effective(w *wish) string {
	for i := range v.changes {
		if c := &v.changes[i]; c.ID == w.change && w.change != "" && !c.EffectiveAt.IsZero() {
			return v.w.Date(c.EffectiveAt)
		}
	}
	preview, err := billing.NewPreview(v.facts, v.facts.Subscription.Terms.PatchTo(w.target), v.now)
	if err != nil {
		return ""
	}
	if preview.Timing == billing.PeriodEnd {
		return v.w.Date(preview.EffectiveAt)
	}
	return words.T("at once")
}

func (v view) seatCount() string {
	if !v.known() {
		return ""
	}
	return words.T("{used} of {seats}", "used", v.w.Count(int64(v.facts.Usage.ActiveMembers)), "seats", v.w.Count(int64(v.facts.Subscription.Terms.Seats)))
}

// found is the invoice that explains the charge; nil where none does.
func (v view) found() *billing.Evidence {
	if v.asked.symptom != charged || v.asked.charge == nil {
		return nil
	}
	return v.asked.charge.by
}

// invoice is the one that the case is about: the charge's, or the one that is open.
func (v view) invoice() string {
	if v.asked.symptom == charged {
		if by := v.found(); by != nil {
			return words.T("{number}, {amount}", "number", by.Invoice.Number, "amount", v.w.Standing(by.Amount))
		}
		if q := v.asked.charge; q != nil {
			return words.T("none; {amount} on {day}", "amount", v.w.Standing(money.New(q.charge.Amount, q.charge.Currency)), "day", v.w.Date(q.charge.On))
		}
		return ""
	}
	if !v.known() || v.facts.Subscription.OpenInvoice == "" && v.asked.symptom != declined {
		return ""
	}
	i := v.open()
	if t := v.lastTry(); i == nil && t != nil && v.asked.symptom == declined {
		i = t.invoice
	}
	if i == nil {
		return v.facts.Subscription.OpenInvoice
	}
	return words.T("{number}, {amount}", "number", i.Number, "amount", v.w.Standing(i.AmountDue))
}

// changeID is that of the change that the case is about; empty where there is none.
func (v view) changeID() string {
	if by := v.found(); v.asked.symptom == charged {
		if by != nil {
			return by.ChangeID
		}
		return ""
	}
	id := v.asked.change
	if c := v.meant(); id == "" && v.pending != nil {
		id = v.pending.Intent.ID
	} else if id == "" && c != nil && v.asksAboutChanges() {
		id = c.ID
	}
	if !v.means(id) {
		return ""
	}
	return id
}

func (v view) asksAboutChanges() bool {
	return v.asked.symptom == outdated || v.asked.symptom == declined || v.asked.symptom == blocked || v.asked.symptom == other
}

// copyState is which copy all of this was read from.
func (v view) copyState() string {
	if v.freshness.AsOf.IsZero() {
		return ""
	}
	return words.T("{revision}, {at} UTC", "revision", v.w.Count(v.freshness.Revision), "at", words.Printer{}.DayClock(v.freshness.AsOf))
}

// exactError is the last problem that the program showed about what is asked: its code,
// and the sentence.
func (v view) exactError() string {
	problem := v.problem()
	if problem == nil {
		return words.T("none shown")
	}
	return words.T("{code}: {sentence}", "code", string(problem.Code), "sentence", v.w.Problem(problem).What)
}

func (v view) problem() *billing.Problem {
	if code := billing.CodeOf(v.err); code != "" && code != billing.NotFound {
		return billing.NewProblem(code)
	}
	c := v.meant()
	switch {
	case v.asked.symptom == hidden && v.known() && !v.may(billing.SeeBilling):
		return billing.NotAllowed(billing.SeeBilling, v.facts.Account.Role)
	case v.asksAboutChanges() && c != nil && c.Problem != "" && v.means(c.ID):
		return &billing.Problem{Code: c.Problem, Params: c.Params}
	case v.asked.symptom == declined && v.lastTry() != nil:
		return billing.NewProblem(billing.PaymentDeclined, "reason", v.lastTry().attempt.Reason)
	}
	return v.freshness.Problem
}

// mailRoom is how long the address of a mail may be: some systems cut longer ones off, or
// open nothing at all.
const mailRoom = 1900

// fitted is a text for the body of a mail to an address, and whether it is all of it. What
// does not fit is left out by whole lines, and the reader told where the rest is.
func fitted(to, subject, text string) (body string, whole bool) {
	room := mailRoom - escaped(to) - escaped(subject)
	if escaped(text) <= room {
		return text, true
	}
	rest := "\n" + words.T("The whole case is on the clipboard: paste it here.")
	room -= escaped(rest)
	var b strings.Builder
	for line := range strings.Lines(text) {
		if room -= escaped(line); room < 0 {
			break
		}
		b.WriteString(line)
	}
	return b.String() + rest, false
}

// escaped is how long a text is in an address.
func escaped(text string) int {
	return len(strings.ReplaceAll(url.QueryEscape(strings.ReplaceAll(text, "\n", "\r\n")), "+", "%20"))
}

// fileName is what a case is saved as.
func fileName(now time.Time) string {
	return "support-case-" + now.UTC().Format(time.DateOnly) + ".txt"
}

// sampleAmount is an amount to show how one is typed.
func sampleAmount(c money.Currency) money.Money {
	return money.Round(decimal.NewFromInt(24).Rat(), c, money.HalfUp)
}
