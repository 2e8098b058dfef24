package views

import "fyne.io/fyne/v2"

// Page is what the page on screen is made of.
func (s *Shell) Page() fyne.CanvasObject { return s.pages[s.shown.Page].Content() }

// Needs is the least size of window in which nothing scrolls but pages.
func (s *Shell) Needs() fyne.Size { return s.outer.Content.MinSize() }

// Tools are what the shell lends to the pages.
func (s *Shell) Tools() Tools { return s.tools }
