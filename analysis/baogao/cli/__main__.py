"""``python -m baogao.cli`` is the command ``baogao``."""

from baogao.cli import main

main()
