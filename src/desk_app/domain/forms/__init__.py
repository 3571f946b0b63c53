"""表册: the forms that the office keeps of a person, beside what is known of everybody (`seekers`)."""
