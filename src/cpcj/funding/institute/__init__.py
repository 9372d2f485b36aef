"""An institute that its members fund: assessed shares, payments, arrears."""
