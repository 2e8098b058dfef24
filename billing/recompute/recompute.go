// Package recompute evaluates the arithmetic of invoice lines from their text
// alone, for tests: it shares nothing with the code that wrote the text, so that
// a line which explains itself wrongly is found out.
package recompute

import (
	"fmt"
	"math/big"
	"strings"
)

// Value is the exact value of an arithmetic in the grammar of docs/formats.md:
// decimal numbers, + - * / ( ) and min(a,b).
func Value(text string) (*big.Rat, error) {
	p := parser{rest: text}
	value := p.sum()
	if p.fault == "" && p.rest != "" {
		p.fault = "something follows the arithmetic"
	}
	if p.fault != "" {
		return nil, fmt.Errorf("recompute %q: %s at %q", text, p.fault, p.rest)
	}
	return value, nil
}

// Amount is the value rounded once to a number of decimals, half away from zero
// or, where even is said, half to the even neighbour.
func Amount(text string, decimals int, even bool) (string, error) {
	value, err := Value(text)
	if err != nil {
		return "", err
	}
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil)
	scaled := new(big.Rat).Mul(new(big.Rat).Abs(value), new(big.Rat).SetInt(scale))
	units, rest := new(big.Int).QuoRem(scaled.Num(), scaled.Denom(), new(big.Int))
	half := new(big.Int).Mul(rest, big.NewInt(2)).Cmp(scaled.Denom())
	if half > 0 || half == 0 && (!even || units.Bit(0) == 1) {
		units.Add(units, big.NewInt(1))
	}
	if value.Sign() < 0 {
		units.Neg(units)
	}
	return new(big.Rat).SetFrac(units, scale).FloatString(decimals), nil
}

// parser descends from sums to numbers; the first fault ends it.
type parser struct{ rest, fault string }

func (p *parser) take(sign string) bool {
	if p.fault != "" || !strings.HasPrefix(p.rest, sign) {
		return false
	}
	p.rest = p.rest[len(sign):]
	return true
}

func (p *parser) sum() *big.Rat {
	value := p.product()
	for {
		switch {
		case p.take("+"):
			value = new(big.Rat).Add(value, p.product())
		case p.take("-"):
			value = new(big.Rat).Sub(value, p.product())
		default:
			return value
		}
	}
}

func (p *parser) product() *big.Rat {
	value := p.factor()
	for {
		switch {
		case p.take("*"):
			value = new(big.Rat).Mul(value, p.factor())
		case p.take("/"):
			by := p.factor()
			if by.Sign() == 0 {
				p.fail("a division by nothing")
				return value
			}
			value = new(big.Rat).Quo(value, by)
		default:
			return value
		}
	}
}

func (p *parser) factor() *big.Rat {
	switch {
	case p.take("-"):
		return new(big.Rat).Neg(p.factor())
	case p.take("min("):
		a := p.sum()
		p.expect(",")
		b := p.sum()
		p.expect(")")
		if a.Cmp(b) < 0 {
			return a
		}
		return b
	case p.take("("):
		value := p.sum()
		p.expect(")")
		return value
	default:
		return p.number()
	}
}

func (p *parser) number() *big.Rat {
	end := strings.IndexFunc(p.rest, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
	if end < 0 {
		end = len(p.rest)
	}
	value, ok := new(big.Rat).SetString(p.rest[:end])
	if !ok {
		p.fail("no number")
		return new(big.Rat)
	}
	p.rest = p.rest[end:]
	return value
}

func (p *parser) expect(sign string) {
	if !p.take(sign) {
		p.fail("no " + sign)
	}
}

func (p *parser) fail(why string) {
	if p.fault == "" {
		p.fault = why
	}
}
