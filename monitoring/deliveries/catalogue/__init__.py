"""The catalogue's workshop at the office's address: propose, see the consequences, decide, look back."""
