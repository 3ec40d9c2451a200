"""Conversations, post by post on their days, and the positions drawn from them."""
