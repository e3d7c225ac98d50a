"""What people are told: notices behind the bell on both addresses, and one mail a day for who was not there to read them."""
