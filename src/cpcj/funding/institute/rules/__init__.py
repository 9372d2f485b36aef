"""What holds whatever the database: shares, accounts of members, arrears, tables that come in."""
