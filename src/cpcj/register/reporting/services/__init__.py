"""Every write of the calendar: derivation, what people settle, tables of documents."""
