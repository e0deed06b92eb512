"""Reviews a Word file in LibreOffice: a reply, a resolution and a new comment, as a person makes them there.

Called with LibreOffice's own Python: REVIEW.py SOFFICE PROFILE IN.docx OUT.docx, prints what it saw as JSON.
"""
import json, subprocess, sys, time
from datetime import datetime

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.util import DateTime

soffice, profile, source, target = sys.argv[1:]
pipe = f"briefmark-{time.time_ns()}"
office = subprocess.Popen(
    [soffice, f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"],
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
)


def connect():
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice did not start.")


def setting(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def fields(document):
    all = document.getTextFields().createEnumeration()
    while all.hasMoreElements():
        field = all.nextElement()
        if field.supportsService("com.sun.star.text.textfield.Annotation"):
            yield field


def changes(document):
    all = document.Redlines.createEnumeration()
    while all.hasMoreElements():
        change = all.nextElement()
        at = change.getPropertyValue("RedlineDateTime")
        yield {
            "what": change.getPropertyValue("RedlineType"),
            "author": change.getPropertyValue("RedlineAuthor"),
            "at": f"{at.Year:04}-{at.Month:02}-{at.Day:02}T{at.Hours:02}:{at.Minutes:02}:{at.Seconds:02}Z",
        }


def add(document, place, author, words):
    field = document.createInstance("com.sun.star.text.textfield.Annotation")
    field.Author, field.Initials, field.Content = author, "LR", words
    now = datetime(2026, 5, 1, 10, 0, 0)
    field.DateTimeValue = DateTime(0, now.second, now.minute, now.hour, now.day, now.month, now.year, False)
    place.Text.insertTextContent(place, field, True)


def passage(document, words):
    """The words, which must stand in one run. A search finds nothing in a document that has no view."""
    paragraphs = document.Text.createEnumeration()
    while paragraphs.hasMoreElements():
        paragraph = paragraphs.nextElement()
        if not paragraph.supportsService("com.sun.star.text.Paragraph"):
            continue
        portions = paragraph.createEnumeration()
        while portions.hasMoreElements():
            portion = portions.nextElement()
            at = portion.String.find(words) if portion.TextPortionType == "Text" else -1
            if at >= 0:
                cursor = portion.Text.createTextCursorByRange(portion.Start)
                cursor.goRight(at, False)
                cursor.goRight(len(words), True)
                return cursor
    raise SystemExit(f"LibreOffice does not have {words!r}.")


try:
    services = connect().ServiceManager
    desktop = services.createInstance("com.sun.star.frame.Desktop")
    # Without a view: one that shows comments needs files that only the packages with a window have.
    document = services.createInstance("com.sun.star.text.TextDocument")
    document.load((setting("URL", f"file://{source}"), setting("FilterName", "MS Word 2007 XML")))
    seen = [
        {"author": f.Author, "at": f"{f.DateTimeValue.Year:04}-{f.DateTimeValue.Month:02}-{f.DateTimeValue.Day:02}T{f.DateTimeValue.Hours:02}:{f.DateTimeValue.Minutes:02}:{f.DateTimeValue.Seconds:02}Z", "resolved": f.Resolved, "words": f.Content}
        for f in fields(document)
    ]
    tracked = list(changes(document))
    resolved = next(f for f in fields(document) if "Eleven months" in f.Content)
    resolved.Resolved = True
    # What LibreOffice writes for a reply: a comment on the very words of the one that it answers.
    add(document, passage(document, "18 megawatts"), "Lio Review", "Net of it, I am told.")
    add(document, passage(document, "one of two settling basins"), "Lio Review", "Who measured it?")
    document.storeToURL(f"file://{target}", (setting("FilterName", "MS Word 2007 XML"),))
    document.close(True)
    print(json.dumps({"comments": seen, "changes": tracked}))
    desktop.terminate()
finally:
    try:
        office.wait(20)
    except subprocess.TimeoutExpired:
        office.kill()
