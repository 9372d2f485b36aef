"""What the room's pages have in common: forms that say what is refused, addresses of files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from cpcj.frame.exports import FORMATS
from cpcj.frame.forms import FormPage, dress
from cpcj.funding.names import REFUSALS, refusal_words
from cpcj.funding.rules.rates import UnreadableRatesError
from cpcj.funding.rules.transactions import UnreadableTransactionsError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def saves(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the formats of a page's table with the address of each; day and choices are kept."""
    kept = request.GET.copy()
    found = []
    for form in FORMATS:
        kept["format"] = form
        found.append((form.upper(), f"?{kept.urlencode()}"))
    return found


class MoneyForm(FormPage):
    """A form page that shows a refusal with what was typed."""

    template_name = "funding/form.html"

    def get_form(self, form_class: type[forms.Form] | None = None) -> forms.Form:
        """Dress the form."""
        form = super().get_form(form_class)
        dress(form)
        return form

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Act, or say why it cannot be."""
        try:
            return super().form_valid(form)
        except REFUSALS as error:
            form.add_error(None, refusal_words(error))
        except (UnreadableRatesError, UnreadableTransactionsError) as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            _add(form, error)
        return self.form_invalid(form)


def _add(form: forms.Form, error: ValidationError) -> None:
    by_field: dict[str | None, Any] = getattr(error, "error_dict", {None: [error]})
    for name, errors in by_field.items():
        form.add_error(name if name in form.fields else None, errors)
