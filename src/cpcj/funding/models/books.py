"""The books: entries with their postings, which never change; balances; what is closed."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cpcj.frame.records import Record
from cpcj.funding.models.contributions import Contribution, CostObject
from cpcj.funding.models.visibility import Balances, Entries, OfLedger, OfOffice
from cpcj.funding.rules.ledger import Book, Deed

BOOKS = {
    Book.RECEIVABLE: _("To come in"),
    Book.CASH: _("Cash"),
    Book.ADVANCE: _("Advanced, not yet covered"),
    Book.DISBURSED: _("Paid out"),
    Book.DEFERRED: _("Agreed, not yet received"),
    Book.AVAILABLE: _("Available"),
    Book.ALLOCATED: _("Allocated, not yet committed"),
    Book.COMMITTED: _("Committed, not yet spent"),
    Book.EXPENDED: _("Spent"),
    Book.SUPPORT_COST: _("Programme support cost"),
    Book.LEVY: _("Coordination levy, not yet paid on"),
    Book.IN_KIND: _("Received in kind"),
    Book.IN_KIND_USED: _("Use of what was received in kind"),
}
DEEDS = {
    Deed.AGREED: _("Agreed"),
    Deed.RECEIVED: _("Received"),
    Deed.ADVANCED: _("Advanced"),
    Deed.ADVANCE_COVERED: _("Advance covered"),
    Deed.LEVIED: _("Levy taken"),
    Deed.LEVY_PAID: _("Levy paid on"),
    Deed.ALLOCATED: _("Allocated"),
    Deed.RETURNED: _("Allocation returned"),
    Deed.COMMITTED: _("Committed"),
    Deed.RELEASED: _("Commitment released"),
    Deed.SPENT: _("Spent"),
    Deed.REFUNDED: _("Refunded"),
    Deed.WRITTEN_OFF: _("Written off"),
    Deed.IN_KIND: _("Received in kind"),
    Deed.REVERSED: _("Reversed"),
}
_BOOK_CHOICES = [(book.value, label) for book, label in BOOKS.items()]


class WrittenForGoodError(RuntimeError):
    """An entry was to be changed or removed; a correction is a new entry."""


class Unchanging(Record):
    """What is written once; the store's triggers say the same (:mod:`cpcj.funding.guards`)."""

    class Meta:
        """Abstract."""

        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it the first time.

        Raises:
            WrittenForGoodError: it is written already.
        """
        if not self._state.adding:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        self._refuse()

    def _refuse(self) -> NoReturn:
        message = "an entry is never changed: a correction is a new entry"
        raise WrittenForGoodError(message)


class EntryRow(Unchanging):
    """A balanced entry.

    Attributes:
        day: the day it counts from.
        reverses: the entry that it turns round.
        reason: why, in words; always there for reversals, refunds and what was written off.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="entries")
    day = models.DateField(_("date"), db_index=True)
    deed = models.CharField(
        _("what"), max_length=20, choices=[(deed.value, label) for deed, label in DEEDS.items()]
    )
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[Any] = Entries["EntryRow"].as_manager()

    class Meta:
        """In the order in which they were written."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Return number, day and what."""
        return f"{self.pk} {self.day} {self.deed}"


class Posting(Unchanging):
    """An amount in cents on an account; debits are positive.

    Attributes:
        contribution: whose account it is; None for the accounts of the whole office.
        day: of its entry, kept here so that what an account held on a day is read from one index.
    """

    entry = models.ForeignKey(EntryRow, on_delete=models.PROTECT, related_name="postings")
    day = models.DateField(_("date"))
    book = models.CharField(_("account"), max_length=20, choices=_BOOK_CHOICES)
    contribution = models.ForeignKey(
        Contribution, null=True, on_delete=models.PROTECT, related_name="+"
    )
    cost_object = models.ForeignKey(
        CostObject, null=True, on_delete=models.PROTECT, related_name="postings"
    )
    cents = models.BigIntegerField(_("amount"))

    objects: ClassVar[Any] = OfLedger["Posting"].as_manager()

    class Meta:
        """In the order of the entry."""

        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(cents=0), name="funding_posting_moves_something"
            ),
        )
        indexes = (
            models.Index(
                fields=("book", "contribution", "cost_object", "day", "cents"),
                name="funding_posting_by_account",
            ),
        )

    def __str__(self) -> str:
        """Return account and amount."""
        return f"{self.book} {self.cents}"


class Balance(Record):
    """What an account holds, in cents on its own side; kept in step with the entries.

    Attributes:
        account: book and codes in one line, unique; accounts are locked in its order.
    """

    account = models.CharField(max_length=120, unique=True)
    book = models.CharField(_("account"), max_length=20, choices=_BOOK_CHOICES)
    contribution = models.ForeignKey(
        Contribution, null=True, on_delete=models.PROTECT, related_name="balances"
    )
    cost_object = models.ForeignKey(
        CostObject, null=True, on_delete=models.PROTECT, related_name="balances"
    )
    cents = models.BigIntegerField(_("amount"), default=0)

    objects: ClassVar[Any] = Balances["Balance"].as_manager()

    class Meta:
        """By account; none below nothing, whoever writes."""

        ordering = ("account",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(cents__gte=0), name="funding_nothing_overdrawn"
            ),
        )

    def __str__(self) -> str:
        """Return account and amount."""
        return f"{self.account}: {self.cents}"


class Books(Record):
    """The one row that every entry locks first, so that two at once come one after the other."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    closed_through = models.DateField(_("closed through"), null=True, blank=True)

    objects: ClassVar[Any] = OfOffice["Books"].as_manager()

    class Meta:
        """One row."""

        verbose_name_plural = "books"
        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="funding_one_set_of_books"),
        )

    def __str__(self) -> str:
        """Return the day through which they are closed."""
        return str(self.closed_through or "")


class Period(Record):
    """That the books were closed through a day, and what the accounts held then."""

    through = models.DateField(_("closed through"), unique=True)
    closed_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    entries = models.PositiveIntegerField(_("entries"), default=0)
    held = models.JSONField(default=dict)

    objects: ClassVar[Any] = OfOffice["Period"].as_manager()

    class Meta:
        """The latest first."""

        ordering = ("-through",)

    def __str__(self) -> str:
        """Return the day."""
        return str(self.through)
