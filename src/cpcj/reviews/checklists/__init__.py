"""Self-assessment checklists: questions by provision, answers, workbooks."""
