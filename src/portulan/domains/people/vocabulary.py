"""What is told to people about accounts, and the words of the journal."""

from django.utils.translation import gettext_lazy as _

ACCOUNT_CREATE = "account.create"
ACCOUNT_DEACTIVATE = "account.deactivate"
ACCOUNT_REACTIVATE = "account.reactivate"
ACCOUNT_PASSWORD = "account.password"  # noqa: S105 - a verb, 2026-11-23
ACCOUNT_TIE = "account.tie"
PERSON_CREATE = "person.create"
PERSON_LANGUAGE = "person.language"

NOT_YOURS = _("You may not do this: accounts are managed by administrators.")
NOT_YOURSELF = _("You may change your own choices only.")
EMAIL_TAKEN = _("%(email)s has an account already. Set a new password, or take another address.")
EMAIL_WRONG = _("%(email)s is not an e-mail address. Write one like name@example.org.")
NAME_MISSING = _("Give a given name or a family name.")
LANGUAGE_UNKNOWN = _("%(language)s is not a language of this site. Take one of: %(allowed)s.")
NO_SUCH_ACCOUNT = _("No account has the address %(email)s.")
TIED = _("Your organisation's sign-in now opens your account.")
TIED_WHY = _("If that was not you, remove it on your page and tell an administrator.")
