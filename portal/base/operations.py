"""Migration operations of our own."""

from django.db.migrations.operations.base import Operation


class CreateTogether(Operation):
    """Several ``CreateModel`` as one step.

    Django renders all related models anew after every single operation: with two hundred models, an app's
    first migration then takes ten seconds. Here they are rendered once. Later migrations need none of this.
    """

    reversible = True
    reduces_to_sql = True
    serialization_expand_args = ["operations"]

    def __init__(self, operations):
        self.operations = operations

    def deconstruct(self):
        return (self.__class__.__name__, [], {"operations": self.operations})

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return "Create " + ", ".join(operation.name for operation in self.operations)
