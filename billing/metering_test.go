package billing

import (
	"testing"

	"github.com/shopspring/decimal"
)

// calling is a subscription to a plan that meters call minutes: 100 are
// included, the next 100 cost 0.05 each, the rest 0.03.
func calling(mode TierMode, used string) Facts {
	c := shop()
	team, _ := c.Plan("team")
	team.Metered = []Meter{{
		Meter: CallMinutes, Included: dec("100"), Mode: mode,
		Tiers: []Tier{{UpTo: 100, Unit: dec("0.05")}, {Unit: dec("0.03")}},
	}}
	f := paying(c, teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	f.Usage.Meters = map[string]decimal.Decimal{CallMinutes: dec(used)}
	return f
}

// A third of January has passed on the 11th at 08:00: 40 minutes become 120.
func TestWhatIsMeteredHasNoEnd(t *testing.T) {
	now := at("2024-01-11T08:00:00Z")
	for used, beyond := range map[string]string{"0": "0", "40": "0", "100": "0", "100.5": "0.5"} {
		all := calling(Graduated, used).Metered(now)
		if len(all) != 1 || all[0].Meter != CallMinutes || !all[0].Included.Equal(dec("100")) || !all[0].Beyond().Equal(dec(beyond)) {
			t.Errorf("%s used: %+v", used, all)
		}
	}
	pace := calling(Graduated, "40").Metered(now)[0].Pace
	if pace == nil || pace.AtEnd.String() != "120" {
		t.Errorf("forecast %+v", pace)
	}
	if early := calling(Graduated, "40").Metered(at("2024-01-01T01:00:00Z")); early[0].Pace != nil {
		t.Errorf("forecast of an hour: %+v", early[0].Pace)
	}
	if limit, found := calling(Graduated, "40").Limit(CallMinutes); found {
		t.Errorf("what is metered is a limit: %+v", limit)
	}
	bare := paying(shop(), teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	if all := bare.Metered(now); all != nil {
		t.Errorf("%+v of a plan that meters nothing", all)
	}
}

// Rule 7, by hand: tiers count what is beyond the included quantity.
func TestUsageIsRatedBeyondWhatIsIncluded(t *testing.T) {
	tests := []struct {
		mode       TierMode
		used       string
		amount     string // empty is no line at all
		arithmetic string
	}{
		{Graduated, "0", "", ""},
		{Graduated, "100", "", ""},
		{Graduated, "100.5", "0.03", "(100.5-100)*0.05"}, // 0.025
		{Graduated, "200", "5.00", "(200-100)*0.05"},
		{Graduated, "350", "9.50", "100*0.05+(350-100-100)*0.03"},
		{VolumeMode, "200", "5.00", "(200-100)*0.05"},
		{VolumeMode, "200.1", "3.00", "(200.1-100)*0.03"}, // 3.003
		{VolumeMode, "350", "7.50", "(350-100)*0.03"},
	}
	for _, tt := range tests {
		f := calling(tt.mode, tt.used)
		lines := f.ClosingUsage()
		if tt.amount == "" {
			if len(lines) != 0 {
				t.Errorf("%s: %+v", tt.used, lines)
			}
			continue
		}
		if len(lines) != 1 || lines[0].Amount.String() != tt.amount || lines[0].Arithmetic != tt.arithmetic {
			t.Errorf("%s by %s: %+v", tt.used, tt.mode, lines)
			continue
		}
		recomputed(t, f.Catalog, lines[0])
		if lines[0].Kind != UsageLine || lines[0].Item != "meter:call_minutes" || lines[0].Params["state"] != string(UsageFinal) {
			t.Errorf("%+v", lines[0])
		}
	}
}

// The next invoice has the usage so far, as in progress, where its cycle ends with
// the period; a change that begins a period bills it, for good.
func TestUsageIsShownAsItStands(t *testing.T) {
	f := calling(Graduated, "350")
	n := f.Next()
	if n.Total.String() != "69.50" || n.Lines[1].Params["state"] != string(UsageInProgress) {
		t.Errorf("next %s, %+v", n.Total, n.Lines)
	}
	p := previewOf(t, f, Patch{Interval: ptr(Yearly)}, "2024-01-16T12:00:00Z")
	checkLines(t, p.Lines,
		wantLine{"seats", "-30.00", "-(5*12.00)*1339200/2678400"},
		wantLine{"seats", "600.00", "5*120.00"},
		wantLine{"meter:call_minutes", "9.50", "100*0.05+(350-100-100)*0.03"},
	)
	if p.Lines[2].Params["state"] != string(UsageFinal) || p.Next.Total.String() != "600.00" {
		t.Errorf("state %s, next %s", p.Lines[2].Params["state"], p.Next.Total)
	}
	f.Subscription.Terms.Interval = Yearly
	f.Subscription.Period.End = at("2025-01-01T00:00:00Z")
	if n := f.Next(); len(n.Lines) != 1 {
		t.Errorf("a year's renewal has the usage of its first month: %+v", n.Lines)
	}
}

// A discount is of what is billed ahead: usage has none.
func TestUsageIsNotReduced(t *testing.T) {
	f := calling(Graduated, "350")
	f.Subscription.Discount = &Discount{Percent: dec("50")}
	if lines, totals := f.UsageInvoice(); totals.Total.String() != "9.50" {
		t.Errorf("%+v", lines)
	}
}

func TestUsageThatIsNotNoted(t *testing.T) {
	f := calling(Graduated, "350")
	for name, tt := range map[string]struct {
		meter, quantity string
		want            Code
	}{
		"nobody sells it":    {"faxes", "1", UnknownMeter},
		"a limit is no use":  {StorageGB, "1", UnknownMeter},
		"nothing":            {CallMinutes, "0", InvalidRequest},
		"below nothing":      {CallMinutes, "-1", InvalidRequest},
		"seven decimals":     {CallMinutes, "0.0000001", InvalidRequest},
		"beyond what can be": {CallMinutes, "1000000000", InvalidRequest},
		"minutes":            {CallMinutes, "0.000001", ""},
		"a chosen volume":    {EmailCredits, "1", ""},
	} {
		if err := f.CheckUsage(tt.meter, dec(tt.quantity)); CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
}
