"""Dates the way each language of the site writes them, where Django has an American or an abbreviated form."""
