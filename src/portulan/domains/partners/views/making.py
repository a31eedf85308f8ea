"""Make a partner: chosen in the registry, or described where no registry has it."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from portulan.domains.organisation.vocabulary import Verb
from portulan.domains.partners import queries, services
from portulan.domains.partners.forms import NewPartnerForm
from portulan.domains.partners.models import Partner
from portulan.domains.partners.queries.choosing import country_options
from portulan.domains.partners.queries.duplicates import Side, near_partners
from portulan.domains.partners.queries.wording import detail
from portulan.domains.partners.services import PartnerRefusedError
from portulan.domains.partners.views.acts import page_of, tell
from portulan.domains.partners.views.asker import Asker, asker_with
from portulan.domains.partners.vocabulary import domain_of
from portulan.foundations.journal.request import request_id
from portulan.foundations.ui.components import Crumb
from portulan.foundations.ui.typed import Offered, Typed
from portulan.insight.figures import published


@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """The form; with a text and no choice, the choices; with one that no registry has, those that may be it."""
    asker = asker_with(request, Verb.PARTNER_EDIT, Verb.COOPERATION_DECLARE)
    if request.method != "POST":
        initial = {"request": request_id(), "partner": Typed(text=request.GET.get("name", "")[:300])}
        return _page(request, _form(initial=initial))
    form = _form(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    typed: Typed = form.cleaned_data["partner"]
    if typed.is_open:
        return _page(request, _offering(form, typed, asker))
    near = _near(form, typed, asker)
    if near:
        return _page(request, form, near=near)
    try:
        partner = _made(form, typed, asker)
    except PermissionError as refused:
        raise Http404 from refused
    except PartnerRefusedError as refused:
        tell(
            form,
            refused if refused.field in form.fields else PartnerRefusedError(str(refused), field="partner"),
        )
        return _page(request, form, status=422)
    messages.success(request, _("“%(name)s” is in the register.") % {"name": partner.name[:200]})
    return redirect(page_of(partner))


def _form(data: object = None, **options: object) -> NewPartnerForm:
    form = NewPartnerForm(data, **options)  # type: ignore[arg-type]  # what Django takes
    form.fields["partner"].widget.countries = [(one.value, one.label) for one in country_options()]
    return form


def _offering(form: NewPartnerForm, typed: Typed, asker: Asker) -> NewPartnerForm:
    found = queries.suggest(typed.text, reach=asker.reach, lake=settings.LAKE)
    form.fields["partner"].offer([Offered(one.key, one.name, detail(one)) for one in found])  # type: ignore[attr-defined]
    return form


def _near(form: NewPartnerForm, typed: Typed, asker: Asker) -> tuple[Side, ...]:
    """Partners that may be the one about to be described, unless the person said that it is another."""
    if not typed.new or form.cleaned_data["sure"]:
        return ()
    return near_partners(
        name=typed.text, country=typed.country, website_domain=domain_of(typed.website), reach=asker.reach
    )


def _made(form: NewPartnerForm, typed: Typed, asker: Asker) -> Partner:
    if typed.new:
        return services.make_provisional(
            name=typed.text,
            country=typed.country,
            website=typed.website,
            request_key=form.cleaned_data["request"],
            by=asker.acting,
            at=asker.at,
            reach=asker.reach,
        )
    return services.make_partner(
        key=typed.key,
        figures=published(settings.LAKE),
        by=asker.acting,
        at=asker.at,
        today=asker.today,
        reach=asker.reach,
    )


def _page(
    request: HttpRequest, form: NewPartnerForm, *, near: tuple[Side, ...] = (), status: int = 200
) -> HttpResponse:
    crumbs = [Crumb(_("Partners"), reverse("partners")), Crumb(_("New partner"))]
    return render(request, "partners/new.html", {"form": form, "near": near, "crumbs": crumbs}, status=status)
