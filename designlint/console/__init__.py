"""What commands share: arguments, configuration, input files, reports, and where they are written."""
