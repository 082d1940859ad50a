"""From decisions to figures, from figures to a debrief, from evidence to a career. All pure."""
