"""Technical cooperation: requests, programmes, activities, results, and their publication."""
