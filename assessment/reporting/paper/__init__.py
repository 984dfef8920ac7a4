"""The paper works: charts, fonts, layout, archive and verification of any report."""
