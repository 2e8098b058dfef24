// Package discreet keeps what a program has in its memory to itself: while it
// runs there are access tokens and a device's key in it.
package discreet

import "fmt"

// Process has the system write no core dump of this process and let no other
// program of the same user look into it. A system that cannot is told by the
// error; the program can go on.
func Process() error {
	if err := undumped(); err != nil {
		return fmt.Errorf("keep memory private: %w", err)
	}
	return nil
}
