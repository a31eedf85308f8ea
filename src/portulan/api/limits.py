"""How often one caller may ask."""

from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle


class PerCaller(SimpleRateThrottle):
    """So many requests in a time for each person signed in, else for each address that asks.

    The address is that of the connection: a heading of the request can say anything.
    """

    scope = "caller"

    def get_cache_key(self, request: HttpRequest) -> str:
        """What requests are counted under."""
        user = request.user
        who = (
            f"account:{user.pk}"
            if user.is_authenticated
            else f"address:{request.META.get('REMOTE_ADDR', '')}"
        )
        return f"throttle:{request.path}:{who}"
