#!/usr/bin/env python
"""Runs Django's commands, with the settings of a developer unless told otherwise."""

import gc
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    gc.set_threshold(200_000, 20, 100)  # migrations build models by the thousand; collecting less saves a sixth of them
    execute_from_command_line(sys.argv)
