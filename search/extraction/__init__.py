"""The text of files, read in a process of its own (decision 0086).

What runs there knows neither Django nor the site: `python -m search.extraction`.
"""
