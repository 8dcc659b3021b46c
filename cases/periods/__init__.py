"""How long a limit is and how it counts: calendar days, working days, weeks, months, years, and office hours.

Day one is the day after the trigger unless the rule counts the trigger in. A limit to act that ends on a closed day of
its own forum moves to the next open one; a time of waiting never moves to gain time. Months and years clip to the
month's end. `due` is the fast way to the date; `count` gives the same date with every skipped day by name.
"""

from cases.periods.counting import Count, Roll, Skipped
from cases.periods.lengths import Days, Hours, Months, Period, Weeks, WorkingDays, Years
from cases.periods.pauses import extend, shift_by_pauses

__all__ = [
    "Count",
    "Days",
    "Hours",
    "Months",
    "Period",
    "Roll",
    "Skipped",
    "Weeks",
    "WorkingDays",
    "Years",
    "extend",
    "shift_by_pauses",
]
