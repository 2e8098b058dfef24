package identity

import "time"

// SetPatience has nobody wait for two minutes.
func (c *Client) SetPatience(d time.Duration) { c.patience = d }
