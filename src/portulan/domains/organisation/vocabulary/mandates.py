"""What is told about mandates, the words of the journal, and what a mandate for a part cannot hand on."""

from django.utils.translation import gettext_lazy as _

from portulan.domains.organisation.vocabulary import Verb

GIVE = "mandate.give"
DELEGATE = "mandate.delegate"
NAME_DEPUTY = "mandate.deputy"
END = "mandate.end"

# Their effect is not kept in a scope of units and countries: who gives them must hold them.
BEYOND_ANY_SCOPE = frozenset(
    {
        Verb.DATA_BUILD,
        Verb.DATA_INSPECT,
        Verb.ORGANISATION_MANAGE,
        Verb.MANDATE_GIVE,
        Verb.PARTNER_MERGE,
        Verb.MATCH_PIN,
        Verb.PRIORITIES_EDIT,
    }
)
LONGEST_DEPUTY = 366  # days

NOT_A_GIVER = _(
    "Giving a mandate needs a mandate that allows it. Ask who manages mandates in your organisation."
)
NOT_THAT_FAR = _(
    "Your own mandate does not cover all of this scope. Name units, countries or sites that are within yours."
)
NOT_THAT_MUCH = _("The role %(role)s allows more than you may give: %(verbs)s.")
NOT_TO_ONESELF = _("Nobody gives a mandate to themselves. Ask another person who gives mandates.")
NOT_YOURS_TO_DELEGATE = _("Only the holder of a mandate that allows it delegates a part of it.")
NOT_YOURS_TO_REPLACE = _("Only the holder of a mandate names a deputy for it.")
NOT_YOURS_TO_END = _(
    "This mandate is ended by who gave it, by its holder, or by who gives mandates for its scope."
)
NOT_AGAIN = _(
    "A delegation is not delegated again, and a deputy names no deputy: the holder stays answerable."
)
ROLE_TOO_WIDE = _("The role %(role)s allows what your mandate does not: %(verbs)s. Choose another role.")
PAST_END = _(
    "A mandate cannot end on %(day)s: that is not after today, %(today)s. Give a later day, or none."
)
BEGINS_LATE = _("A mandate cannot begin on %(since)s and end on %(until)s: it would never hold.")
BEGINS_PAST = _("A mandate cannot begin on %(since)s: that is before today, %(today)s.")
AFTER_PARENT = _("The mandate it comes from ends on %(end)s: give a day that is not later.")
DEPUTY_WITHOUT_END = _("A deputy acts for a time: give the day on which it ends, within a year.")
ENDED_ALREADY = _("This mandate has ended already; nothing was changed.")
LAST_MANAGER = _("Nobody else could manage the organisation: give that role to another person first.")
NO_SUCH_ROLE = _("The pack has no role %(code)s. It has: %(known)s.")
NO_SUCH_UNIT = _("No unit has the code %(codes)s.")
NO_SUCH_COUNTRY = _("No country has the code %(codes)s.")
NO_SUCH_SITE = _("No site has the code %(codes)s.")
