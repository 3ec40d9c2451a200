"""The demonstration's content: what it is stands in the ``.toml`` files, how it gets in stands in the loader modules.

Every thing of the files is loaded once, known by its key (``portal.home.models.DemoItem``): loading again brings
only what is new in the files and leaves everything else as people have made it since.
"""
