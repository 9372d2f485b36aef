"""Follow-up of mandates: who carries them out, how far they are."""
