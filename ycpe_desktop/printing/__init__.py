"""Official prints as PDF with reportlab; import its modules only where something is printed."""
