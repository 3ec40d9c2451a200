"""What browsers send to this app."""
