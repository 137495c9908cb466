"""Where models answer: endpoints, the file that lists them, and the clients that ask them."""

from wargame.endpoints.completion import Completion
from wargame.endpoints.endpoint import BadEndpoint, Endpoint, EndpointError, parse
from wargame.endpoints.file import EndpointsFileError, load
from wargame.endpoints.pool import Pool
from wargame.endpoints.price import Price, cost_of

__all__ = [
    "BadEndpoint",
    "Completion",
    "Endpoint",
    "EndpointError",
    "EndpointsFileError",
    "Pool",
    "Price",
    "cost_of",
    "load",
    "parse",
]
