package billing

import (
	"bytes"
	"testing"
)

// FuzzSignature presents anything as a key and a signature of a confirm: only the
// device's own over just this is one.
func FuzzSignature(f *testing.F) {
	key, err := ParseDeviceKey(NewSecret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="))
	if err != nil {
		f.Fatal(err)
	}
	c := Confirmation{Origin: "https://billing.example.com", Person: "per_1", Device: key.ID(), Key: "k"}
	public, genuine := key.Public(), key.Sign(c)
	other := c
	other.Key = "l"
	for _, signature := range [][]byte{genuine, genuine[:63], append(bytes.Clone(genuine), 0), key.Sign(other), make([]byte, 64), nil} {
		for _, presented := range [][]byte{public, public[:31], append(bytes.Clone(public), 0), make([]byte, 32), nil} {
			f.Add(presented, signature)
		}
	}
	f.Fuzz(func(t *testing.T, presented, signature []byte) {
		if got := c.SignedBy(public, signature); got != bytes.Equal(signature, genuine) {
			t.Fatalf("%x is %v", signature, got)
		}
		if got := c.SignedBy(presented, genuine); got != bytes.Equal(presented, public) {
			t.Fatalf("by %x: %v", presented, got)
		}
		c.SignedBy(presented, signature) // whoever makes a key may make one that is worth nothing
	})
}
