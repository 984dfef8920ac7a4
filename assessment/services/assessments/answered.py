"""Which edition a portable file answers; needs no database."""

from assessment.domain.framework import Framework
from assessment.errors import InvalidPortableFileError
from assessment.framework_file import kept_edition_path, load_kept_edition
from assessment.portable import peek_edition


def framework_answered(text: str, source: str, default: Framework) -> Framework:
    """Return the edition that the portable file in *text* answers.

    That is *default* when the file names it or an edition it declares compatible, else
    an edition that the program keeps. Of an edition that is nowhere, or not named,
    *default* is returned: whoever reads the file with it says what does not fit.

    Raises:
        InvalidFrameworkError: when a kept edition is not usable.
    """
    try:
        key, edition = peek_edition(text, source)
    except InvalidPortableFileError:
        return default  # the reader lists everything that is wrong, not only this
    if key == default.key and edition in (default.edition, *default.compatible):
        return default
    path = kept_edition_path(key, edition)
    return default if path is None else load_kept_edition(path)
