"""Two agreements on paper: one of two parties, one of three with a name that was unclear at signing."""

from clusterdesk.domain.dates import PartialDate
from clusterdesk.domain.organisations import NameAnswer
from clusterdesk.printing.agreement_lines import (
    ContributionLine,
    DisputeLine,
    EventLine,
    FieldLine,
    PartyLine,
    RelatedLine,
    SignatureLine,
    SourceLine,
    StatementLine,
    Summary,
    WitnessLine,
)

ACOD = PartyLine(
    NameAnswer(("Automotive Cluster Ostdeutschland e.V.",), certain=True),
    today="Automotive Cluster Ostdeutschland e.V.",
    legal_form="e.V.",
)
OPTONET = PartyLine(NameAnswer(("OptoNet e.V.",), certain=True), today="OptoNet e.V.", legal_form="e.V.", seat="Jena")
CLUSTER_IT = PartyLine(
    NameAnswer(
        ("Cluster Informationstechnologie Mitteldeutschland", "Cluster IT Mitteldeutschland e.V."), certain=False
    ),
    today="Cluster IT Mitteldeutschland e.V.",
    legal_form="e.V.",
)
LOGISTICS = PartyLine(
    NameAnswer(("Netzwerk Logistik Leipzig-Halle e.V.",), certain=True),
    today="Netzwerk Logistik Mitteldeutschland e.V.",
    legal_form="e.V.",
    seat="Leipzig",
    register_court="Amtsgericht Leipzig",
    register_number="VR 4711",
)


def day(edtf: str) -> PartialDate:
    """A date written in EDTF."""
    return PartialDate.parse(edtf)


TWO_PARTIES = Summary(
    title="Kooperationsvereinbarung ACOD – OptoNet",
    document_title="Kooperationsvereinbarung",
    status="signed",
    signed_on=day("2022-03-04"),
    place="Jena",
    background="Photonische Technologien werden im Fahrzeug immer wichtiger: beim automatisierten Fahren, bei "
    "alternativen Antrieben und bei der Digitalisierung. Beide Netzwerke bringen dafür ihre Fachleute zusammen.",
    purpose="Akteure beider Branchen zusammenführen und so Wettbewerbsfähigkeit und Beschäftigung in "
    "Ostdeutschland stärken.",
    beneficiaries="Hersteller und Zulieferer, Entwicklungsdienstleister, kleine und mittlere Unternehmen beider "
    "Branchen, Forschungspartner",
    parties=(ACOD, OPTONET),
    signatures=(
        SignatureLine(0, "Jens Kemser", "Vorsitzender des Vorstands"),
        SignatureLine(1, "Stephan Schwinger", "Vertreter des Vorstandes"),
    ),
    witnesses=(WitnessLine("Dr. Jens Katzek", "Geschäftsführer der ACOD GmbH"), WitnessLine("Anke Siegmeier")),
    fields=(
        FieldLine("regelmäßiger fachlicher Austausch der Branchenvertreter", "exchange"),
        FieldLine("gemeinsame Entwicklungsprojekte", "project"),
        FieldLine("gemeinsame Veranstaltungen", "event"),
        FieldLine("gemeinsame Messeauftritte", "trade_fair"),
        FieldLine("ständiges Gespräch darüber, wie sich neue Entwicklungen verbinden lassen", "exchange"),
        FieldLine("Bildungsinhalte und Bildungspartnerschaften", "education"),
        FieldLine("neue Veranstaltungsformate über die Branchen hinweg", "event"),
        FieldLine("gemeinsame Arbeitsgruppen und Projekte", "working_group"),
        FieldLine(
            "naturwissenschaftlich-technische Ausbildung und ihre Wahrnehmung in Öffentlichkeit und Politik",
            "education",
            "intended",
        ),
    ),
    contributions=(
        ContributionLine(0, "Erfahrungen und Markttendenzen aus der Arbeit mit den ostdeutschen Logistik- und "
                            "IT-Clustern", "experience"),
        ContributionLine(1, "Optische Messtechnik", "competence"),
        ContributionLine(1, "Lasersysteme für die Fertigung", "competence"),
        ContributionLine(1, "Optische Sensoren und Displays im Fahrzeug", "competence"),
    ),
    events=(
        EventLine("Unterzeichnung der Kooperationsvereinbarung", "signing", day("2022-03-04"), place="Jena",
                  status="held"),
        EventLine("Besuch des Applikationszentrums der JENOPTIK Light & Production", "visit", day("2022-03-04"),
                  date_certainty="inferred", place="Jena", status="held"),
        EventLine("ACOD Kongress", "congress", day("2022-09-01"), place="Leipzig", status="planned", fields=(2, 6)),
    ),
    earlier=(RelatedLine("Kooperation Automotive – IT – Logistik", day("2019-06-17"), "inferred"),),
    sources=(
        SourceLine("Automobil trifft Photonik", day("2022-03-04"), url="https://optonet.example/aktuelles/2022",
                   locators=("Absatz 2", "Absatz 5", "Bildunterschrift")),
        SourceLine("Wirtschaftsspiegel Thüringen", day("2022"), issue="3/2022, S. 21", locators=("Spalte 1",)),
    ),
    disputes=(
        DisputeLine(
            "Rolle von Stephan Schwinger in OptoNet",
            (
                StatementLine("Vertreter des Vorstandes, Stand 04.03.2022", 0, "Bildunterschrift", preferred=True),
                StatementLine("Vorsitzender, Stand 2022", 1, "Spalte 1"),
            ),
        ),
    ),
    inferred=("Titel",),
    office="Automotive Cluster Ostdeutschland e.V.",
)  # fmt: skip

THREE_PARTIES = Summary(
    title="Kooperation Automotive – IT – Logistik",
    document_title="Kooperationsabkommen",
    status="signed",
    reference="KO-2019/01",
    signed_on=day("2019-06-17"),
    effective_from=day("2019-06-17"),
    background="Automobilbau, Informationstechnik und Logistik wachsen enger zusammen und hängen stärker "
    "voneinander ab.",
    purpose="Durch Wissenstransfer, gegenseitige Hilfe und Vernetzung einen spürbaren Nutzen für Unternehmen und "
    "Forschung schaffen.",
    parties=(ACOD, CLUSTER_IT, LOGISTICS),
    signatures=tuple(
        SignatureLine(number, person, capacity, "caption", "inferred")
        for number, (person, capacity) in enumerate(
            (("Jens Kemser", "Vorsitzender"), ("Robert Heinrich", ""), ("Dierk Näther", "Vorstandsvorsitzender"))
        )
    ),
    fields=tuple(
        FieldLine(wording, category, state)
        for wording, category, state in (
            ("regelmäßiger fachlicher Austausch der Branchenvertreter", "exchange", "agreed"),
            ("gemeinsame Entwicklungsprojekte", "project", "agreed"),
            ("gemeinsame Veranstaltungen", "event", "agreed"),
            ("gemeinsame Messeauftritte", "trade_fair", "agreed"),
            ("neue Veranstaltungsformate über die Branchen hinweg", "event", "agreed"),
            ("weithin wirksame Projekte zu Schwerpunkten der drei Branchen", "project", "agreed"),
            ("Aus- und Weiterbildung von Fachkräften für Industrie 4.0", "education", "intended"),
            ("Ausbildungs-Marketing", "education", "intended"),
        )
    ),
    events=(
        EventLine("IT trifft Logistik", "joint_event", day("2019-02-13"), place="Leipzig", status="held"),
        EventLine("Cybercrime", "joint_event", day("2019-03-19"), place="Halle (Saale)", status="held"),
        EventLine("Unterzeichnung des Kooperationsabkommens", "signing", day("2019-06-17"), status="held"),
    ),
    later=(RelatedLine("Kooperationsvereinbarung ACOD – OptoNet", day("2022-03-04"), "inferred"),),
    sources=(SourceLine("Drei Cluster, eine Kooperation", day("2019-06-18"), locators=("Absatz 1",)),),
    disputes=(
        DisputeLine("Dierk Näther, Vorname", (
            StatementLine("Dierk", 0, "Zitat", preferred=True), StatementLine("Dieter", 0, "Bildunterschrift")
        )),
    ),
    office="Automotive Cluster Ostdeutschland e.V.",
)  # fmt: skip
