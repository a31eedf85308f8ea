"""The only door between analytics and the rest: published figures, their source, their date and their uncertainty."""
