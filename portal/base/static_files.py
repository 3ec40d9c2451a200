"""Where the files of the portal's pages are: the same as long as a process lives, so each is worked out once."""

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class KeepsAddresses:
    """Forty files a page are asked for by name; their addresses are kept."""

    def __init__(self, *args, **kwargs):
        self.addresses: dict[str, str] = {}
        super().__init__(*args, **kwargs)

    def url(self, name: str, *args, **kwargs) -> str:
        if args or kwargs:  # while the files are being collected
            return super().url(name, *args, **kwargs)  # type: ignore[misc]
        if name not in self.addresses:
            self.addresses[name] = super().url(name)  # type: ignore[misc]
        return self.addresses[name]


class StaticFiles(KeepsAddresses, StaticFilesStorage):  # type: ignore[misc]  # the same call, without arguments of its own
    """The files as they lie in the source."""


class CollectedStaticFiles(KeepsAddresses, CompressedManifestStaticFilesStorage):
    """The files as they were collected, with their content in their names."""
