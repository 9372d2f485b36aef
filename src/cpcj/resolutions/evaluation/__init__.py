"""How good the reading is: what was read, compared with what people or another program labelled."""
