"""Where models answer: endpoints, the file that lists them, and the clients that ask them."""

from wargame.endpoints.completion import Completion
from wargame.endpoints.endpoint import BadEndpoint, Endpoint, EndpointError, parse
from wargame.endpoints.file import EndpointsFileError, load
from wargame.endpoints.pool import Pool

__all__ = ["BadEndpoint", "Completion", "Endpoint", "EndpointError", "EndpointsFileError", "Pool", "load", "parse"]
