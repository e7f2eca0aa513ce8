"""What grant guidance brings to first pages, the national page, an office's page and the week."""
