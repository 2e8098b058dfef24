package plans_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/widgets"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

const wholeRequest = `Request for a contract: Northwind Traders
We would like an offer for Custom.

Plan: Custom
Seats: 300
Storage: 700 GB
AI credits: 5,500 a month
Email credits: 40,000 a month
Message credits: 5,000 a month
Wished start: with the renewal on 1 Dec 2026

For both schools.

Account: Northwind Traders (acc_northwind)
Company: Northwind Traders Ltd, United Kingdom
Current terms: Team, 50 seats, 200 GB storage, 40,000 email credits, 5,000 message credits, monthly
Renews: 1 Dec 2026
Active members: 46
Storage in use: 548.2 GB
AI credits used in this cycle: 3,180
Email credits used in this cycle: 27,350
Message credits used in this cycle: 3,912`

// write asks for 300 seats and says for whom, by the keyboard alone.
func write(t *testing.T, b *bench) {
	t.Helper()
	fields := entries(b)
	if len(fields) != 8 {
		t.Fatalf("%d fields", len(fields))
	}
	b.Window.Canvas().Focus(fields[1])
	fields[1].TypedShortcut(&fyne.ShortcutSelectAll{})
	test.Type(fields[1], "300")
	test.Type(fields[7], "For both schools.")
}

func entries(b *bench) []*widgets.Entry {
	var all []*widgets.Entry
	widgets.Walk(b.page.Content(), func(o fyne.CanvasObject) {
		if e, ok := o.(*widgets.Entry); ok {
			all = append(all, e)
		}
	})
	return all
}

func TestKeyboardWalksTheRequest(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show("plan=custom")
	want := slices.Concat(slices.Repeat([]string{"*widgets.Entry"}, 8), []string{"Back", "Copy", "Write a mail"})
	if got := viewtest.Labels(b.Walk()); !slices.Equal(got, want) {
		t.Errorf("Tab walks %q", got)
	}
	if b.page.FirstFocus() != fyne.Focusable(entries(b)[0]) {
		t.Error("the keyboard does not start at the first field")
	}
}

func TestARequestToSalesIsEditedMailedAndCopied(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show("plan=custom")
	write(t, b)
	b.Sees("Seats: 300", "For both schools.")
	b.Press("Write a mail")
	if !slices.Equal(b.source.mails, []string{"sales@halden.example\n" + wholeRequest}) {
		t.Errorf("mailed %q", b.source.mails)
	}
	b.Press("Copy")
	if want := strings.Replace(wholeRequest, "\n", "\n\n", 1); b.Copied != want {
		t.Errorf("copied %q", b.Copied)
	}
	if len(b.Said) != 2 || b.Said[0].What != "Your mail program has the request." {
		t.Errorf("said %v", b.Said)
	}
	b.Press("Back")
	if !slices.Equal(b.Went, []nav.Route{{Page: nav.PagePlans}}) {
		t.Errorf("went to %v", b.Went)
	}
}

func TestWhatWasWrittenStaysWhateverChanges(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show("plan=custom")
	write(t, b)
	b.source.facts.Usage = &billing.Usage{ActiveMembers: 47, Cycle: b.source.facts.Usage.Cycle}
	b.page.Changed(billing.KindUsage)
	b.Scheduler.Drain()
	b.Sees("Seats: 300", "For both schools.")
}

func TestWhatWasWrittenToSalesIsThereAgain(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show("plan=custom")
	if b.page.Unsaved() != "" {
		t.Error("what nobody typed would be lost")
	}
	write(t, b)
	b.Show("")
	b.SeesNot("Write a mail")
	if b.page.Unsaved() == "" {
		t.Error("what was typed would be lost without a word")
	}
	b.source.facts.Account.Name = "Northwind Holding"
	b.Show("plan=custom")
	b.Sees("Seats: 300", "For both schools.")
	b.Press("Write a mail")
	if len(b.source.mails) != 1 || b.page.Unsaved() != "" {
		t.Errorf("mailed %q, and still unsaved: %q", b.source.mails, b.page.Unsaved())
	}
	b.Show("plan=team")
	b.SeesNot("Write a mail")
}

func TestARequestThatNobodyTouchedFollowsTheAccount(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show("plan=custom")
	b.Show("")
	b.source.facts.Subscription.Terms.Seats = 61
	b.Show("plan=custom")
	b.Sees("Seats: 61")
}

func TestARequestSaysWhereItGoes(t *testing.T) {
	for address, want := range map[string]string{
		"sales@halden.example": "Your mail program opens with it, to sales@halden.example. Nothing is sent by itself.",
		"":                     "Your mail program opens with it; add the address of whoever sold you your plan. Nothing is sent by itself.",
	} {
		b := newBench(t, theme.ChoiceLight, viewtest.Wide)
		b.source.facts.Catalog.Vendor.SalesEmail = address
		b.Show("plan=custom")
		if all := strings.Join(b.Texts(), " "); !strings.Contains(all, want) {
			t.Errorf("to %q: %q is not in %q", address, want, all)
		}
	}
}

func TestWithoutAMailProgramTheRequestCanBeCopied(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.source.mailErr = errors.New("no handler")
	b.Show("plan=custom")
	b.Press("Write a mail")
	if len(b.Said) != 1 || b.Said[0].String() != "No mail program could be opened. Copy the request instead." {
		t.Errorf("said %v", b.Said)
	}
}

func TestAMemberAsksSomebodyElseForAContract(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	member(b)
	b.Show("plan=custom")
	b.SeesNot("Write a mail")
	b.Sees("Contracts are agreed by those who may change the plan.")
	b.Fits("plans-sales-member")
}
