"""Enquiries from council, press and others: what was asked, what was answered, with which published values."""
