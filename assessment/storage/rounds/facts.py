"""What a snapshot says it is about, read from its text for the columns beside it."""

import json


def facts_in(text: str) -> dict[str, str]:
    """Return the columns of a snapshot that tell what its portable file is about.

    Args:
        text: The portable file as this program writes it.
    """
    file = json.loads(text)
    header, subject = file["framework"], file["subject"]
    return {
        "country": subject["code"],
        "country_name": subject.get("name", ""),
        "kind": file["kind"],
        "period": file["period"],
        "scope": file.get("scope", "full"),
        "respondent": file.get("respondent", ""),
        "language": file.get("language", "en"),
        "framework": header["key"],
        "edition": header["edition"],
        "edition_digest": header.get("digest", ""),
    }
