"""What happens in the phases of an epoch beside what members decide, one matter per file."""
