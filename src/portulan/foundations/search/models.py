"""What can be found: a title per row of a domain, the words each row says, the trigrams of each word.

Rows are named by the kind their domain registered and their row number: foundations know no domain.
"""

from django.db import models

LONGEST_WORD = 40


class Title(models.Model):
    """One row that can be found, with the folded text its candidates are ranked by."""

    kind = models.CharField(max_length=20)
    number = models.BigIntegerField()
    text = models.CharField(max_length=400)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "number"), name="search_title_once"),)

    def __str__(self) -> str:
        return self.text


class Word(models.Model):
    """A word that some row says, in lower-case ASCII letters and digits, with its French and its English stem."""

    text = models.CharField(max_length=LONGEST_WORD, unique=True)
    stem_fr = models.CharField(max_length=LONGEST_WORD, db_index=True)
    stem_en = models.CharField(max_length=LONGEST_WORD, db_index=True)

    def __str__(self) -> str:
        return self.text


class Trigram(models.Model):
    """Three letters in a row of a word, its two ends marked; ``length`` is that of the word."""

    text = models.CharField(max_length=3)
    length = models.PositiveSmallIntegerField()
    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        indexes = (models.Index(fields=("text", "length", "word"), name="search_trigram_of"),)

    def __str__(self) -> str:
        return self.text


class Said(models.Model):
    """A row says a word."""

    kind = models.CharField(max_length=20)
    number = models.BigIntegerField()
    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "number", "word"), name="search_said_once"),)
        indexes = (models.Index(fields=("word", "kind", "number"), name="search_who_says"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.number}: {self.word_id}"
