"""The shapes every report is made of: score lines, ladders, cards, facts."""
