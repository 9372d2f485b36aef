"""Every write of the register: one transaction, one permission, one audit event each."""
