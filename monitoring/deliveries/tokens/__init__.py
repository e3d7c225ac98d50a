"""Tokens by which other systems deliver at night: made and revoked at the office, used at ``/api/v1/deliveries/``."""
