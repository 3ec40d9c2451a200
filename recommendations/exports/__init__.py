"""Documents that leave the portal: PDF, DOCX and tables, always made as for a visitor, in the reader's script."""
