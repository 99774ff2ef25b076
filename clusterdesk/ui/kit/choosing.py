"""The fields that choose a record of each kind, the same on every page."""

from clusterdesk.i18n import mark
from clusterdesk.services import organisations as organisation_deeds
from clusterdesk.services import people as person_deeds
from clusterdesk.services import places as place_deeds
from clusterdesk.services import sources as source_deeds
from clusterdesk.storage import agreements, events, organisations, people, places, sources
from clusterdesk.ui.kit.picks import Pick

PLACE = Pick(places.options, "place", place_deeds.create_named, mark("Place “{name}” created"))
REGION = Pick(places.region_options, "region", place_deeds.create_region_named, mark("Region “{name}” created"))
ORGANISATION = Pick(
    organisations.options, "organisation", organisation_deeds.create_named, mark("Organisation “{name}” created")
)
NETWORK = Pick(
    organisations.network_options,
    "organisation",
    organisation_deeds.create_network_named,
    mark("Organisation “{name}” created"),
)
PERSON = Pick(people.options, "person", person_deeds.create_named, mark("Person “{name}” created"))
AGREEMENT = Pick(agreements.options, "agreement")
EVENT = Pick(events.options, "event")
SOURCE = Pick(sources.options, "source", source_deeds.create_named, mark("Source “{name}” created"))
