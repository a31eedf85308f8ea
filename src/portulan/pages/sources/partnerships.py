"""How measures of partnership are computed."""

from django.utils.translation import gettext_lazy as _

from portulan.pages.sources.method import Method

_INTERVAL = _(
    "The interval holds 90% of what is believed of the true value, drawn towards what all partners show: the "
    "smaller the count, the more."
)

PARTNERSHIPS = (
    Method(
        key="balance-sheet",
        title=_("Balance sheet of a partnership"),
        definition=_(
            "Both sides of European projects that we share: how often each coordinates, how often each signs the grant "
            "and so may be funded, our part of what the Union gives to both, and the share of each side's projects "
            "that has the other in them. A country is taken as one side. Below ten joint projects nothing is estimated."
        ),
        formula=_(
            "Shares: (a + x) / (a + b + n), beta-binomial; a and b by moments over all partners, a + b between 2 and "
            "50. Money: ours / (ours + theirs) over projects where both are told, jackknife by tenths of the projects."
        ),
        origin=_(
            "Kleinman, 1973, JASA 68, 46-54; bounds of Paulson, 1942, Annals of Mathematical Statistics 13, 233-235; "
            "Quenouille, 1956, Biometrika 43, 353-360."
        ),
        limits=(
            _INTERVAL,
            _("To depend on the other is a matter of size first: a small partner always depends more."),
            _("Money is what the Union gives, not what the project costs each side."),
            _("Leading and gaining are two things: the components are never added up."),
        ),
        sources=("cordis",),
    ),
    Method(
        key="affinity",
        title=_("Affinity"),
        definition=_(
            "Joint projects over those that the sizes of both sides would give, had partners been drawn by chance. It "
            "is the same from both sides, so it cannot say who gains."
        ),
        formula=_(
            "c C / (cᵢ cⱼ), shrunk to (c + k) / (E + k); k by moments over all partners, between 0.5 and 100."
        ),
        origin=_(
            "Zitt, Bassecoulard and Okubo, 2000, Scientometrics 47, 627-657; k of Breslow, 1984, Applied Statistics "
            "33, 38-44; bounds of Wilson and Hilferty, 1931."
        ),
        limits=(_INTERVAL, _("Only projects of two organisations or more are counted.")),
        sources=("cordis",),
    ),
    Method(
        key="complementarity",
        title=_("What each side brings"),
        definition=_(
            "Programme parts in which one side is relatively strong and the other relatively weak, over all projects "
            "of both, not only the joint ones. 0 between equal profiles."
        ),
        formula=_(
            "RCA = (p_if / p_i) / (p_f / P); RSI = (RCA² − 1) / (RCA² + 1); sum over parts of max(0, RSI of one) × "
            "max(0, −RSI of the other). The partner's profile is first given ten projects like everybody's."
        ),
        origin=_(
            "Balassa, 1965, Manchester School 33, 99-123; interval by the jackknife over the partner's projects."
        ),
        limits=(
            _("Our own profile is taken as it is: its uncertainty is not in the interval."),
            _("Programme parts are broad: two sides may complement each other within one."),
        ),
        sources=("cordis",),
    ),
    Method(
        key="expected-cordis",
        title=_("Expected European projects"),
        definition=_(
            "In each programme part, the seats that our projects give to organisations abroad are given out as all "
            "seats abroad of that part are. What results is expected of size and fields alone."
        ),
        formula=_(
            "E = sum over our projects and their parts of w (1 − (1 − q)^f), q the share of the partner among the "
            "seats abroad of the part, f those of the project; observed / E shrunk to (c + k) / (E + k)."
        ),
        origin=_("Gamma-Poisson shrinkage with k by moments: Breslow, 1984, Applied Statistics 33, 38-44."),
        limits=(_INTERVAL, _("Below ten projects of the other side nothing is said.")),
        sources=("cordis",),
    ),
    Method(
        key="expected-hal",
        title=_("Expected co-publications"),
        definition=_(
            "Our works with each country, against what they would be were they spread over countries as the "
            "co-authored works of the home country are."
        ),
        formula=_(
            "E = (our works, summed over countries) × (home's works with the country) / (home's with all)."
        ),
        limits=(
            _INTERVAL,
            _("Fields are not adjusted for: the matrix of countries has none."),
            _("The matrix ends before our works do: its last five years are used."),
        ),
        sources=("hal", "coauthorship"),
    ),
    Method(
        key="expected-coauthorship",
        title=_("Expected co-authorship of two countries"),
        definition=_(
            "Works that the home country shares with another, against what both their totals of shared works would "
            "give; over the last five years of the source."
        ),
        formula=_("E = W_home × W_country / W, W summing works shared with anybody."),
        origin=_("Zitt, Bassecoulard and Okubo, 2000, Scientometrics 47, 627-657."),
        limits=(
            _INTERVAL,
            _("A work with many countries counts once for each pair: large collaborations weigh more."),
        ),
        sources=("coauthorship",),
    ),
    Method(
        key="shannon",
        title=_("Shannon's index"),
        definition=_("How evenly what we share is spread over themes: 0 when all is in one."),
        formula=_(
            "− Σ p ln p; freed of the bias of small numbers, with its 90% interval, by the jackknife by tenths."
        ),
        origin=_("Shannon, 1948; Zahl, 1977, Ecology 58, 907-913."),
        limits=(_("It does not know which themes are alike: see Rao-Stirling's index."),),
        sources=("cordis", "hal"),
    ),
    Method(
        key="rao-stirling",
        title=_("Rao-Stirling's index"),
        definition=_(
            "How far apart two projects or works taken at random are, by their themes. The distance of two themes is "
            "one minus the cosine of who is active in them: 0 for the same organisations, 1 for none in common. The "
            "matrix stands on the page of measures, to download."
        ),
        formula=_("Σ d(i,j) p(i) p(j) over all pairs of themes; interval by the jackknife."),
        origin=_(
            "Rao, 1982, Theoretical Population Biology 21, 24-43; Stirling, 2007, J. R. Soc. Interface 4, 707-719."
        ),
        limits=(_("Themes of the sources are broad: interdisciplinarity inside one is not seen."),),
        sources=("cordis", "hal"),
    ),
    Method(
        key="levers",
        title=_("What would change it"),
        definition=_("What one more project or work under each theme would add to the plain indices."),
        formula=_("Index of the portfolio with one more, less index as it is."),
        limits=(_("It says what moves the index, not what is worth doing."),),
        sources=("cordis", "hal"),
    ),
)
