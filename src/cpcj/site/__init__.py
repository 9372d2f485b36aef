"""The site: settings, addresses, the start page and the command line."""
