"""How numbers are made: pages of the methods, generated from the code, and where one number comes from."""
