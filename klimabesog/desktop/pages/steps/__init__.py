"""The page of a company's steps: their forms, measures to fetch, steps to skip, progress, new bills."""
