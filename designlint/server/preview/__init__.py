"""Previews of designs in a browser or beside the text: `views` says what can be shown of an analysis and
makes it, `previews` shows the newest one, `requests.previewing` opens a preview and follows its clicks."""
