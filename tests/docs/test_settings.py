"""docs/settings.md lists every setting, and nothing that is none."""

import re

from bot.settings import ROOT, Settings

USUAL_NAMES = {"port": "PORT", "database_url": "DATABASE_URL"}


def test_every_setting_is_documented_with_its_description() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \|[^|]*\| (.*) \|$", text, re.MULTILINE))
    expected = {
        USUAL_NAMES.get(name, f"TUANBAO_{name.upper()}"): field.description
        for name, field in Settings.model_fields.items()
    }
    assert rows == expected
