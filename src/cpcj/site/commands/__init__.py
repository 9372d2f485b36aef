"""The subcommands of ``cpcj``, one module each, imported only when called."""
