package issuer

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"sync"
	"time"
)

// codeLifetime is how long an authorization code may be exchanged: the program
// that gets it does so at once.
const codeLifetime = time.Minute

// codes are the authorization codes that were not exchanged yet.
type codes struct {
	mu      sync.Mutex
	waiting shelf[grant]
}

func newCodes() *codes { return &codes{waiting: shelf[grant]{}} }

// add makes a code for a grant.
func (c *codes) add(g grant, now time.Time) (code string, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	code = rand.Text()
	return code, c.waiting.put(code, shelved[grant]{g, now.Add(codeLifetime)}, now)
}

// take is the grant of a code, and the end of that: whatever comes of it, the code
// is used.
func (c *codes) take(code string, now time.Time) (grant, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	g, ok := c.waiting[code]
	delete(c.waiting, code)
	return g.value, ok && !g.expired(now)
}

// answers tells whether a verifier is the one that a grant's challenge was made of
// (RFC 7636, 4.6).
func (g grant) answers(verified string) bool {
	sum := sha256.Sum256([]byte(verified))
	challenge := encoding.EncodeToString(sum[:])
	return verifier.MatchString(verified) && subtle.ConstantTimeCompare([]byte(challenge), []byte(g.challenge)) == 1
}

// sessionOfCode is the id of the session that a code begins. It follows from the
// code, so that a second use finds the session to end however late it comes (RFC
// 6749, 4.1.2), and used codes need not be kept.
func (k keys) sessionOfCode(code string) string { return "ses_" + seal(k.code, code) }
