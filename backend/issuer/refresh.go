package issuer

import (
	"crypto/subtle"
	"strconv"
	"strings"
	"time"
)

const (
	// refreshPrefix names the format of refresh tokens, so that one is recognised
	// where it should not be, and a later format is told from this one.
	refreshPrefix = "bfr1"
	// maxRefresh bounds a refresh token, in bytes, before anything of it is read.
	maxRefresh = 256
	// grace is how long the last refresh token is answered as the current one is:
	// somebody whose answer got lost asks again.
	grace = time.Minute
	// maxIdle and maxAge end a sign-in that is not used, and every one.
	maxIdle = 30 * 24 * time.Hour
	maxAge  = 90 * 24 * time.Hour
)

// refreshToken is the refresh token of a session's generation. It is not kept
// anywhere: it says itself what it is of, and is authenticated.
func (k keys) refreshToken(session string, generation int64) string {
	body := refreshPrefix + "." + session + "." + strconv.FormatInt(generation, 10)
	return body + "." + seal(k.refresh, body)
}

// readRefreshToken is whose and which a refresh token is, if it is one of ours. It
// is compared as a whole with the one that we would have made, so that there is
// exactly one way to write each.
func (k keys) readRefreshToken(token string) (session string, generation int64, ok bool) {
	if len(token) > maxRefresh {
		return "", 0, false
	}
	parts := strings.Split(token, ".")
	if len(parts) != 4 {
		return "", 0, false
	}
	generation, err := strconv.ParseInt(parts[2], 10, 64)
	if err != nil {
		return "", 0, false
	}
	ours := k.refreshToken(parts[1], generation)
	if subtle.ConstantTimeCompare([]byte(ours), []byte(token)) != 1 {
		return "", 0, false
	}
	return parts[1], generation, true
}

// verdict is what becomes of a refresh token that is ours.
type verdict int

const (
	lapsed verdict = iota // the sign-in has ended, or is too old
	good
	reused // somebody else has exchanged it: one of the two has stolen it
)

// exchange uses the refresh token of a generation, and ends the session where it
// was used before. What is good gets the token of the session's generation.
func (s *Session) exchange(generation int64, now time.Time) verdict {
	switch {
	case s.Ended, now.Sub(s.LastUsed) >= maxIdle, now.Sub(s.Began) >= maxAge:
		return lapsed
	case generation == s.Generation:
		s.Generation++
		s.RotatedAt, s.LastUsed = now, now
		return good
	case generation == s.Generation-1 && now.Sub(s.RotatedAt) <= grace:
		return good // the token that it was exchanged for has not been used
	default:
		s.Ended = true
		return reused
	}
}
