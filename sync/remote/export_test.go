package remote

import "time"

// SetQuiet has a stream be taken for dead sooner than a test could wait.
func (c *Client) SetQuiet(d time.Duration) { c.quiet = d }
