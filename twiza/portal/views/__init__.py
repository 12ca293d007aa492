"""Pages that show several areas at once."""

from twiza.portal.views.about import about, accessibility
from twiza.portal.views.data import catalogue, data, dataset
from twiza.portal.views.diagnosis import diagnosis
from twiza.portal.views.home import home
from twiza.portal.views.model import model
from twiza.portal.views.territory import territory

__all__ = ["about", "accessibility", "catalogue", "data", "dataset", "diagnosis", "home", "model", "territory"]
