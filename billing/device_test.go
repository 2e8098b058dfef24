package billing

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"billfold/billing/money"

	"pgregory.net/rapid"
)

func TestDeviceKeysAreReadAsTheyAreWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "seed")
		key, err := ParseDeviceKey(NewSecret(base64.StdEncoding.EncodeToString(seed)))
		if err != nil {
			t.Fatal(err)
		}
		again, err := ParseDeviceKey(key.Encoded())
		if err != nil || again.ID() != key.ID() || !bytes.Equal(again.Public(), key.Public()) {
			t.Fatalf("%s is read as %s: %v", key.ID(), again.ID(), err)
		}
		c := Confirmation{Key: "k", Device: key.ID()}
		if !c.SignedBy(key.Public(), again.Sign(c)) || !Proven(key.Public(), "n", again.Prove("n")) || Proven(key.Public(), "m", again.Prove("n")) {
			t.Fatal("what it signs is not its own")
		}
	})
}

// What proves an enrolment is never a confirm, and the other way round.
func TestAProofIsNoConfirm(t *testing.T) {
	key, err := NewDeviceKey()
	if err != nil {
		t.Fatal(err)
	}
	c := Confirmation{Key: "k"}
	if c.SignedBy(key.Public(), key.Prove(string(c.Bytes()))) || Proven(key.Public(), string(c.Bytes()), key.Sign(c)) {
		t.Error("one passes for the other")
	}
}

func TestKeysThatAreDamaged(t *testing.T) {
	whole := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))
	for name, text := range map[string]string{
		"nothing": "", "cut off": whole[:len(whole)-1], "cut off by a group": whole[:len(whole)-4], "more": whole + "AAAA",
		"twice": whole + whole, "without its end": strings.TrimRight(whole, "="), "spaces": " " + whole, "words": "not a key",
		"hex": strings.Repeat("07", 32), "another alphabet": strings.ReplaceAll(base64.URLEncoding.EncodeToString(bytes.Repeat([]byte{0xff}, 32)), "+", "-"),
		"a private key of 64 bytes": base64.StdEncoding.EncodeToString(make([]byte, 64)),
		"31 bytes":                  base64.StdEncoding.EncodeToString(make([]byte, 31)),
		"a line break":              whole[:10] + "\n" + whole[10:],
		"another spelling":          whole[:len(whole)-2] + "d=",
	} {
		_, err := ParseDeviceKey(NewSecret(text))
		if CodeOf(err) != DeviceKeyDamaged {
			t.Errorf("%s: %v", name, err)
		}
		if text != "" && strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, err), text) {
			t.Errorf("%s: the text is in %v", name, err)
		}
	}
}

// field is one of a confirmation's texts, and sets it.
var fields = []func(*Confirmation) *string{
	func(c *Confirmation) *string { return &c.Origin },
	func(c *Confirmation) *string { return &c.Person },
	func(c *Confirmation) *string { return &c.Device },
	func(c *Confirmation) *string { return &c.Account },
	func(c *Confirmation) *string { return (*string)(&c.Kind) },
	func(c *Confirmation) *string { return &c.Preview.ID },
	func(c *Confirmation) *string { return &c.Payment },
	func(c *Confirmation) *string { return &c.Key },
}

func drawConfirmation(t *rapid.T) Confirmation {
	c := Confirmation{AmountDue: money.FromMinor(rapid.Int64Range(0, 1<<40).Draw(t, "due"), "USD")}
	for n, field := range fields {
		*field(&c) = rapid.String().Draw(t, fmt.Sprint("field ", n))
	}
	return c
}

// Two confirmations come to the same bytes only where they say the same, wherever
// one field ends and the next begins.
func TestNoTwoConfirmationsAreTheSameBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawConfirmation(t)
		whole := c.Bytes()
		for n, field := range fields {
			changed := c
			*field(&changed) += "x"
			if bytes.Equal(changed.Bytes(), whole) {
				t.Fatalf("field %d counts for nothing", n)
			}
			from := *field(&c)
			if n+1 == len(fields) || from == "" {
				continue
			}
			moved := c
			*field(&moved) = from[:len(from)-1]
			next := fields[n+1](&moved)
			*next = from[len(from)-1:] + *next
			if bytes.Equal(moved.Bytes(), whole) {
				t.Fatalf("what ends field %d may begin the next", n)
			}
		}
		for _, due := range []money.Money{c.AmountDue.Add(money.FromMinor(1, "USD")), money.FromMinor(c.AmountDue.Minor(), "EUR")} {
			changed := c
			changed.AmountDue = due
			if bytes.Equal(changed.Bytes(), whole) {
				t.Fatalf("%s %s is as good as %s", due, due.Currency(), c.AmountDue)
			}
		}
	})
}

// A nonce is of one key and one challenge, wherever the one ends.
func TestNoncesAreOfOneKeyAndChallenge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		public := rapid.SliceOfN(rapid.Byte(), 2, 40).Draw(t, "key")
		challenge := rapid.String().Draw(t, "challenge")
		last := len(public) - 1
		if EnrolmentNonce(public, challenge) == EnrolmentNonce(public[:last], string(public[last:])+challenge) {
			t.Fatal("what ends the key may begin the challenge")
		}
	})
}
