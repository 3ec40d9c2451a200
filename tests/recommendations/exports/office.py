"""LibreOffice without its windows: opens documents, settles the changes in them, and says what it reads."""

import subprocess
from pathlib import Path

#: What it is told to do with the changes in a document before its words are read.
ACCEPT, REJECT = "AcceptAllTrackedChanges", "RejectAllTrackedChanges"
SECONDS = 120

LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
  <library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"
    library:link="false"/>
</library:libraries>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
  library:passwordprotected="false">
  <library:element library:name="Documents"/>
</library:library>
"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Documents" script:language="StarBasic">
Sub ReadAll()
%s
End Sub

Sub TellWords(source As String, command As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:" &amp; command, "", 0, Array())
  Dim words(0) As New com.sun.star.beans.PropertyValue
  words(0).Name = "FilterName" : words(0).Value = "Text (encoded)"
  document.storeToURL(ConvertToURL(target), words())
  document.close(True)
End Sub
</script:module>
"""


def words_of(wanted: dict[tuple[str, str], bytes], folder: Path, program: str) -> dict[tuple[str, str], str]:
    """What documents say once all changes in them are accepted, or all are taken back; all of them in one go.

    Shape: by a name and ``ACCEPT`` or ``REJECT``, as they were asked for.
    """
    calls = []
    for (name, command), content in wanted.items():
        source, target = folder / f"{name}-{command}.docx", folder / f"{name}-{command}.txt"
        source.write_bytes(content)
        calls.append(f'  TellWords("{source}", "{command}", "{target}")')
    start(program, folder, "--terminate_after_init")  # lays out a profile, over whatever lies there
    basic = folder / "profile" / "user" / "basic"
    (basic / "script.xlc").write_text(LIBRARIES)
    (basic / "Standard" / "script.xlb").write_text(LIBRARY)
    (basic / "Standard" / "Documents.xba").write_text(MODULE % "\n".join(calls))
    start(program, folder, "macro:///Standard.Documents.ReadAll()")
    return {key: (folder / f"{'-'.join(key)}.txt").read_text(encoding="utf-8-sig") for key in wanted}


def start(program: str, folder: Path, what: str) -> None:
    """Start it with a profile of its own, so that it disturbs nobody's office."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", what]
    subprocess.run(command, check=True, timeout=SECONDS, capture_output=True)  # noqa: S603  nothing from outside
