"""Who people are, which teams own what, and what each person may do (DESIGN section 9)."""
