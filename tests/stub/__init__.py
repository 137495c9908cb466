"""A model server for tests: OpenAI-compatible, in a process of its own, behaving as its model's name says.

The model's name is a script: `stub` answers validly for ever; `429+500+stub` refuses, fails, then answers validly; the
last step repeats. Steps are the functions of `tests.stub.behaviours`.
"""

from tests.stub.process import asked, refused_url, stub_server

__all__ = ["asked", "refused_url", "stub_server"]
