"""Parts of the framework programmes as the Commission names them, and roles; the source holds short names only."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, Promise] = {
    "ERC": _("European Research Council"),
    "FET": _("Future and emerging technologies"),
    "MSCA": _("Marie Skłodowska-Curie actions"),
    "RI": _("Research infrastructures"),
    "LEIT": _("Leadership in enabling and industrial technologies"),
    "ARF": _("Access to risk finance"),
    "Innovation in SMEs": _("Innovation in small and medium-sized enterprises"),
    "SC1": _("Health, demographic change and well-being"),
    "SC2": _("Food security, sustainable agriculture, marine research and the bioeconomy"),
    "SC3": _("Secure, clean and efficient energy"),
    "SC4": _("Smart, green and integrated transport"),
    "SC5": _("Climate action, environment, resource efficiency and raw materials"),
    "SC6": _("Europe in a changing world: inclusive, innovative and reflective societies"),
    "SC7": _("Secure societies"),
    "SEWP": _("Spreading excellence and widening participation"),
    "SWAFS": _("Science with and for society"),
    "Euratom": _("Euratom research and training"),
    "CL1": _("Health"),
    "CL2": _("Culture, creativity and inclusive society"),
    "CL3": _("Civil security for society"),
    "CL4": _("Digital, industry and space"),
    "CL5": _("Climate, energy and mobility"),
    "CL6": _("Food, bioeconomy, natural resources, agriculture and environment"),
    "EIC": _("European Innovation Council"),
    "EIE": _("European innovation ecosystems"),
    "EIT": _("European Institute of Innovation and Technology"),
    "ERA": _("Reforming and enhancing the European research and innovation system"),
}


def programme_name(code: str) -> str:
    """The name of a part in the active language; its code where we know no name."""
    return str(NAMES.get(code, code))


ROLES: dict[str, Promise] = {
    "coordinator": _("coordinator"),
    "participant": _("participant"),
    "partner": _("partner"),
    "thirdparty": _("third party"),
    "internationalpartner": _("international partner"),
    "associatedpartner": _("associated partner"),
}


def role_name(code: str) -> str:
    """The role in a project in the active language."""
    return str(ROLES.get(code, code))
