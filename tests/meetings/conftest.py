"""What tests of meetings ask for: a centre's team, and the demo."""

from tests.meetings.demo_made import demo, made  # noqa: F401
