"""What every room stands on: pages, lists, forms, permissions, services, workflows."""
