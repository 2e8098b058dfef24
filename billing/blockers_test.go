package billing

import (
	"slices"
	"testing"
)

func TestBlockers(t *testing.T) {
	tests := map[string]struct {
		facts func(*Facts)
		patch Patch
		want  []Code
	}{
		"a member may not": {
			func(f *Facts) { f.Account.Role = RoleMember }, Patch{Seats: ptr(6)}, []Code{NotPermitted},
		},
		"nothing changes":    {func(*Facts) {}, Patch{Seats: ptr(5)}, []Code{CurrentTerms}},
		"nothing is named":   {func(*Facts) {}, Patch{}, []Code{CurrentTerms}},
		"open invoice, more": {func(f *Facts) { f.Subscription.OpenInvoice = "A-1" }, Patch{Seats: ptr(6)}, []Code{OpenInvoice}},
		"open invoice, lower plan": {
			func(f *Facts) { f.Subscription.OpenInvoice = "A-1" }, Patch{Plan: ptr("free")}, []Code{OpenInvoice},
		},
		"open invoice, fewer seats may wait": {
			func(f *Facts) { f.Subscription.OpenInvoice = "A-1" }, Patch{Seats: ptr(4)}, nil,
		},
		"in flight":     {func(f *Facts) { f.Subscription.InFlight = "chg_1" }, Patch{Seats: ptr(6)}, []Code{ChangeInFlight}},
		"canceling":     {func(f *Facts) { f.Subscription.CancelAtPeriodEnd = true }, Patch{Seats: ptr(6)}, []Code{CancellationPending}},
		"back to trial": {func(*Facts) {}, Patch{Plan: ptr("trial")}, []Code{TrialState}},
		"members over the lower seats": {
			func(f *Facts) { f.Usage.ActiveMembers = 5 }, Patch{Seats: ptr(4)}, []Code{SeatsOverLimit},
		},
		"members over, but not by this change": {
			func(f *Facts) { f.Usage.ActiveMembers = 9 }, Patch{Seats: ptr(6)}, nil,
		},
		"members over the free plan": {
			func(f *Facts) { f.Usage.ActiveMembers = 5 }, Patch{Plan: ptr("free")}, []Code{SeatsOverLimit},
		},
		"files over the free plan": {
			func(f *Facts) { f.Usage.StorageUsedGB = dec("5.1") }, Patch{Plan: ptr("free")}, []Code{StorageOverLimit},
		},
		"too few seats":  {func(*Facts) {}, Patch{Seats: ptr(0)}, []Code{BelowMinimumSeats}},
		"too many seats": {func(*Facts) {}, Patch{Seats: ptr(101)}, []Code{AboveMaximumSeats}},
		"no way to pay":  {func(f *Facts) { f.Account.Methods = nil }, Patch{Seats: ptr(6)}, []Code{NoPaymentMethod}},
		"the balance pays": {
			func(f *Facts) { f.Account.Methods, f.Account.AccountBalance = nil, usd("6.00") }, Patch{Seats: ptr(6)}, nil,
		},
		"nothing to pay needs no card": {func(f *Facts) { f.Account.Methods = nil }, Patch{Seats: ptr(4)}, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := paying(shop(), teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
			tt.facts(&f)
			p := previewOf(t, f, tt.patch, "2024-01-16T12:00:00Z")
			if !slices.Equal(codes(p.Blockers), tt.want) {
				t.Errorf("got %v, want %v", codes(p.Blockers), tt.want)
			}
		})
	}
}

func TestWhatIsNotOnSaleHasNoPreview(t *testing.T) {
	tests := map[string]struct {
		patch Patch
		want  Code
	}{
		"plan":              {Patch{Plan: ptr("gold")}, UnknownPlan},
		"contract":          {Patch{Plan: ptr("custom")}, CustomContract},
		"interval":          {Patch{Interval: ptr(Interval("week"))}, IntervalUnavailable},
		"add-on":            {Patch{Addons: map[string]int{"gold": 1}}, UnknownAddon},
		"meter":             {Patch{Volumes: map[string]int64{"faxes": 1}}, UnknownMeter},
		"negative seats":    {Patch{Seats: ptr(-1)}, InvalidRequest},
		"negative add-on":   {Patch{Addons: map[string]int{"storage_100": -1}}, InvalidRequest},
		"volume off step":   {Patch{Volumes: map[string]int64{EmailCredits: 1500}}, InvalidRequest},
		"volume above most": {Patch{Volumes: map[string]int64{EmailCredits: 200000}}, InvalidRequest},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := paying(shop(), teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
			_, err := NewPreview(f, tt.patch, at("2024-01-16T12:00:00Z"))
			if CodeOf(err) != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestAPlanDropsWhatItCannotCarry(t *testing.T) {
	terms := teamOf(5)
	terms.Volumes = map[string]int64{EmailCredits: 10000}
	terms.Addons = map[string]int{"storage_100": 1}
	f := paying(shop(), terms, "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	p := previewOf(t, f, Patch{Plan: ptr("free")}, "2024-01-16T12:00:00Z")
	if want := (Terms{Plan: "free", Interval: Monthly, Seats: 3}); !p.After.Equal(want) {
		t.Errorf("got %+v", p.After)
	}
}
