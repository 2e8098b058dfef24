package views

import "fyne.io/fyne/v2"

// Page is what the page on screen is made of.
func (s *Shell) Page() fyne.CanvasObject { return s.pages[s.shown.Page].Content() }

// Tools are what the shell lends to the pages.
func (s *Shell) Tools() Tools { return s.tools }
