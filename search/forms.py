"""What people say about a search they keep."""

from django import forms

from search.models import SavedSearch


class SavedSearchForm(forms.ModelForm):
    class Meta:
        model = SavedSearch
        fields = ("name", "frequency")
        widgets = {"frequency": forms.RadioSelect}
