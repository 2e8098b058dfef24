package billing

import "testing"

func TestCausesOfRefusals(t *testing.T) {
	for code, want := range map[string]Cause{
		"card_declined": CauseDeclined, "do_not_honor": CauseDeclined, "generic_decline": CauseDeclined,
		"stop_payment_order": CauseRecurring, "transaction_not_allowed": CauseRecurring, "card_not_supported": CauseRecurring,
		"insufficient_funds": CauseFunds, string(InsufficientBalance): CauseLowBalance, "lost_card": "lost_card", "": "",
	} {
		if got := CauseOf(code); got != want {
			t.Errorf("%q means %q, want %q", code, got, want)
		}
	}
}
