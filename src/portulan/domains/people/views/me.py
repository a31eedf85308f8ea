"""My page: who I am here, my language, what I have not read."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from portulan.domains.people import queries, services
from portulan.domains.people.forms import LanguageForm, ReadForm
from portulan.domains.people.models import Account
from portulan.domains.people.views.sign_in import keep_language
from portulan.foundations.journal.middleware import StampedRequest
from portulan.foundations.notices import queries as notices
from portulan.foundations.notices import services as notice_services


class SignedIn(StampedRequest):
    """A request behind ``login_required``."""

    user: Account


@never_cache
@login_required
@require_GET
def me(request: SignedIn) -> HttpResponse:
    return _page(request, _language_form(request))


def _language_form(request: SignedIn) -> LanguageForm:
    person = queries.person_of(request.user)
    return LanguageForm(initial={"language": person.language if person else ""})


def _page(request: SignedIn, form: LanguageForm, *, status: int = 200) -> HttpResponse:
    by = queries.actor_of_account(request.user)
    unread = notices.unread(
        person_uid=by.uid, at=request.instant, language=translation.get_language() or "en"
    )
    person = queries.person_of(request.user)
    context = {
        "name": str(person) if person else request.user.email,
        "email": request.user.email,
        "fictitious": bool(person and person.fictitious),
        "has_person": person is not None,
        "language_form": form,
        "unread": unread,
    }
    return render(request, "people/me.html", context, status=status)


@login_required
@require_POST
def set_language(request: SignedIn) -> HttpResponse:
    form, person = LanguageForm(request.POST), queries.person_of(request.user)
    if person is None or not form.is_valid():
        return _page(request, form, status=422)
    language = form.cleaned_data["language"]
    services.set_language(person=person, language=language, by=queries.actor_of(person), at=request.instant)
    response = redirect("me")
    keep_language(response, language)
    with translation.override(language or translation.get_language_from_request(request)):
        messages.success(request, _("Your language is kept."))
    return response


@login_required
@require_POST
def read(request: SignedIn) -> HttpResponse:
    form, person_uid = ReadForm(request.POST), queries.actor_of_account(request.user).uid
    if not form.is_valid():
        return _page(request, _language_form(request), status=422)
    if uid := form.cleaned_data["notice"]:
        notice_services.mark_read(uid=uid, person_uid=person_uid, at=request.instant)
    else:
        notice_services.mark_all_read(person_uid=person_uid, at=request.instant)
    return HttpResponseRedirect(redirect("me").url + "#notices")
