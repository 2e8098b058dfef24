package sample

import "billfold/billing"

// messages are how many message credits a message takes.
func messages() []billing.MessageRate {
	return []billing.MessageRate{
		{Country: "DE", Type: "sms", Credits: dec("7.5")},
		{Country: "DE", Type: "whatsapp", Credits: dec("11")},
		{Country: "GB", Type: "sms", Credits: dec("4")},
		{Country: "GB", Type: "whatsapp", Credits: dec("7")},
		{Country: "US", Type: "sms", Credits: dec("1")},
		{Country: "US", Type: "whatsapp", Credits: dec("3")},
	}
}
