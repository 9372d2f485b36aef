"""Programmes, projects, activities and training."""
