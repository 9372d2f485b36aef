"""Pages of people, invitations, units and organizations, and of the own account."""
