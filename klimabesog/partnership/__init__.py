"""The rules of the partnership model: company, six steps, status, a measure's four layers, target."""
