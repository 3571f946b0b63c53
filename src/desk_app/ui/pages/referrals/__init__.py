"""推荐信: who may have one, the letters with their pages, printing, receipts."""

from desk_app.ui.pages.referrals.page import ReferralsPage

__all__ = ["ReferralsPage"]
