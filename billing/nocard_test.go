package billing

import "testing"

func TestNoCardNumberGetsIntoDetails(t *testing.T) {
	for field, with := range map[string]func(*BillingDetails){
		FieldFirstName:  func(d *BillingDetails) { d.FirstName = "4242424242424242" },
		FieldLastName:   func(d *BillingDetails) { d.LastName = "Okafor 3782 822463 10005" },
		FieldCompany:    func(d *BillingDetails) { d.Company = "4242 4242 4242 4242" },
		FieldEmail:      func(d *BillingDetails) { d.Email = "4242424242424242@northwind.example" },
		FieldPhone:      func(d *BillingDetails) { d.Phone = "4242-4242-4242-4242" },
		FieldCity:       func(d *BillingDetails) { d.City = "London 5555555555554444" },
		FieldRegion:     func(d *BillingDetails) { d.Region = "6011111111111117" },
		FieldAddress:    func(d *BillingDetails) { d.Address = "14 Canal Street, 4242424242424242" },
		FieldPONumber:   func(d *BillingDetails) { d.PONumber = "PO 5555 5555 5555 4444" },
		FieldVATID:      func(d *BillingDetails) { d.Country, d.VATID = "US", "4242 4242 4242 4242" },
		FieldRecipients: func(d *BillingDetails) { d.Recipients = []string{"ap4242424242424242@northwind.example"} },
	} {
		d := complete()
		with(&d)
		faults := d.Check()
		if len(faults) != 1 || faults[0].Params["field"] != field || faults[0].Params["hint"] != HintCard {
			t.Errorf("%s: %+v", field, faults)
			continue
		}
		if holdsCard(faults[0].Params["value"]) {
			t.Errorf("%s: the refusal repeats the number: %v", field, faults[0].Params)
		}
	}
}

// All of these have check digits that are right, and are no card's.
func TestWhatIsNoCardIsTaken(t *testing.T) {
	for name, with := range map[string]func(*BillingDetails){
		"phone of 13 digits":       func(d *BillingDetails) { d.Phone = "+49 1512 3456782" },
		"phone numbered as Visa":   func(d *BillingDetails) { d.Phone = "+4222222222222" },
		"phone numbered as Amex":   func(d *BillingDetails) { d.Phone = "+37 8282 2463 10005" },
		"phone after two zeros":    func(d *BillingDetails) { d.Phone = "00 4222222222222" },
		"mobile phone of Brazil":   func(d *BillingDetails) { d.Phone = "5511987650000" },
		"mobile of Indonesia":      func(d *BillingDetails) { d.Phone = "6281234567006" },
		"tax ID of Saudi Arabia":   func(d *BillingDetails) { d.Country, d.VATID = "SA", "300000000000003" },
		"tax ID of Indonesia":      func(d *BillingDetails) { d.Country, d.VATID = "ID", "3530111333300000" },
		"order of another network": func(d *BillingDetails) { d.PONumber = "7000000000000005" },
		"order's id":               func(d *BillingDetails) { d.PONumber = "0199e1a4-4242-4242-4242-424242424242" },
	} {
		d := complete()
		with(&d)
		if faults := d.Check(); len(faults) > 0 {
			t.Errorf("%s: %+v", name, faults)
		}
	}
}

func TestNoCardNumberIsAReasonOrAName(t *testing.T) {
	if got := said(CheckReason("card 4242 4242 4242 4242"), "field", "value", "hint"); got != "invalid_request reason card •••• 4242 "+HintCard {
		t.Errorf("%q", got)
	}
	for _, reason := range []string{"", "two more people for support", "see PO-7731 of 2026-11-05", "4242 4242 4242 4241"} {
		if err := CheckReason(reason); err != nil {
			t.Errorf("%q: %v", reason, err)
		}
	}
	_, err := Invitation{Email: "x@example.com", Name: "4242 4242 4242 4242", Role: RoleMember}.checked()
	if got := said(err, "field", "hint"); got != "invalid_request name "+HintCard {
		t.Errorf("%q", got)
	}
}
