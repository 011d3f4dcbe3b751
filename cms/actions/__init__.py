"""What editors and the site's set-up do, one subject a file."""
