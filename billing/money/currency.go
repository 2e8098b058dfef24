package money

import (
	"fmt"
	"strings"
)

// Currency is an ISO 4217 alphabetic code, upper case ("USD").
type Currency string

// exponents holds the number of minor-unit decimals of every active ISO 4217
// currency that does not have two of them (ISO 4217 list one, 2026-01-01).
var exponents = map[Currency]int32{
	"BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0,
	"PYG": 0, "RWF": 0, "UGX": 0, "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
	"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
	"CLF": 4, "UYW": 4,
}

// twoDecimals lists the active currencies with two decimals, the rule rather
// than the exception. A code in neither table is not a currency.
const twoDecimals = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD " +
	"CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD " +
	"HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK " +
	"MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB " +
	"SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD " +
	"UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG"

var known = func() map[Currency]int32 {
	all := make(map[Currency]int32, 160)
	for code := range strings.FieldsSeq(twoDecimals) {
		all[Currency(code)] = 2
	}
	for code, exponent := range exponents {
		all[code] = exponent
	}
	return all
}()

// ParseCurrency accepts an upper-case ISO 4217 code and refuses anything else.
func ParseCurrency(code string) (Currency, error) {
	c := Currency(code)
	if _, ok := known[c]; !ok {
		return "", fmt.Errorf("parse currency: %q is not an ISO 4217 code", code)
	}
	return c, nil
}

// Exponent is the number of decimals of the minor unit: 2 for USD, 0 for JPY,
// 3 for KWD. An unknown code has 2, as ISO 4217's default.
func (c Currency) Exponent() int32 {
	if e, ok := known[c]; ok {
		return e
	}
	return 2
}
