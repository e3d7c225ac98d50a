"""What is due when: the periods that a source is expected to deliver, their dates, and where each of them stands. Pure."""

from indicators.calendar.cadences import STEPS, period_of, shifted
from indicators.calendar.slots import Delivered, Slot, SlotState, Standing, Terms, due_on, slots

__all__ = ["Delivered", "STEPS", "Slot", "SlotState", "Standing", "Terms", "due_on", "period_of", "shifted", "slots"]
