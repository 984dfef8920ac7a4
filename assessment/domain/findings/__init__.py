"""Findings: what stands out in an assessment, computed and never more than its figures."""

from assessment.domain.findings.rules import HEADLINES, find_findings, headlines
from assessment.domain.findings.scene import (
    Balance,
    Finding,
    FindingKind,
    Scene,
    balance_of,
)

__all__ = [
    "HEADLINES",
    "Balance",
    "Finding",
    "FindingKind",
    "Scene",
    "balance_of",
    "find_findings",
    "headlines",
]
