"""Documents written for people: HTML, Markdown, Word; acts written as tables."""
