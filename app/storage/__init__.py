"""Where files are kept: a folder that every machine sees, or a bucket of S3-compatible storage."""
