from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import ReadError
from corpus.html import html_draft
from corpus.language import is_english
from corpus.reader import read_sources
from corpus.zones import clues, mark_zones, with_body

PAGE = """Dam holds as river crests in Ostrava

By Petra Nowak
OSTRAVA, Czech Republic (Channel News) — The river crested at 6.1 metres on Sunday night, and the dam above the town held, officials said.

Firefighters pile sandbags along the quay in Ostrava on Sept. 14, 2024. MAREK HOLY/AFP via Getty Images

About 400 people spent the night in two schools, according to the mayor, who asked them to stay there until Tuesday.

What happens next

The water is expected to fall by half a metre a day. Inspectors will look at the dam once the road is open again.

[Footnote: the level is measured at the old bridge.]

Related stories
- Storm cuts power to 3,000 homes
- Mayor asks for 20 million crowns
Leave a Reply
Your email address will not be published. Required fields are marked *
This article originally appeared on River Watch. Sign up for our newsletter.
"""


def _zones(text: str) -> list[tuple[str, str]]:
    return [(zone.zone, text[zone.start : zone.end]) for zone in mark_zones(text)]


def test_a_page_of_news_is_marked() -> None:
    zones = _zones(PAGE)
    assert zones[0] == ("headline", "Dam holds as river crests in Ostrava")
    assert ("byline", "By Petra Nowak") in zones
    assert ("dateline", "OSTRAVA, Czech Republic (Channel News)") in zones
    assert ("subhead", "What happens next") in zones
    by_zone = [zone for zone, _ in zones]
    assert by_zone.count("caption") == 1
    assert by_zone.count("footnote") == 1
    boilerplate = [text for zone, text in zones if zone == "boilerplate"]
    assert len(boilerplate) == 6
    assert not any("400 people" in text for _, text in zones)


def test_a_page_says_where_it_first_appeared() -> None:
    facts = clues(PAGE, mark_zones(PAGE))
    assert facts.republished_from == "River Watch"
    assert facts.title == "Dam holds as river crests in Ostrava"
    assert facts.byline == "By Petra Nowak"


@pytest.mark.parametrize(
    "text",
    [
        "Officials said 36 miners were rescued on Tuesday.",
        "The toll rose to 12.\n\nThe mayor said the number might rise again before the weekend was over.",
        "He asked: who was there?\n\nNobody answered him on that day, although hundreds had come to the square to listen.",
    ],
)
def test_plain_sentences_are_body(text: str) -> None:
    assert mark_zones(text) == ()


@pytest.mark.parametrize("line", ["LISBON, May 3", "Tartu, Estonia, 12 March 2024", "River Watch, November 2023", "OSTRAVA, Sept. 14"])
def test_a_dateline_may_stand_alone(line: str) -> None:
    text = f"Dam holds as river crests\n\n{line}\n\nThe river crested at 6.1 metres on Sunday night, and the dam above the town held."
    assert ("dateline", line) in _zones(text)


@given(st.text(st.sampled_from("aB .\n\r-:*[]12©"), max_size=200))
def test_with_body_no_word_is_without_a_zone(text: str) -> None:
    zones = with_body(text, mark_zones(text))
    covered = {offset for zone in zones for offset in range(zone.start, zone.end)}
    assert all(offset in covered for offset, character in enumerate(text) if not character.isspace())
    assert list(zones) == sorted(zones, key=lambda zone: zone.start)


def test_a_paragraph_that_names_an_agency_is_no_caption() -> None:
    quote = '"We have recovered 12 women from the cellar since noon," a rescue worker told Anadolu Agency on Monday.'
    assert mark_zones(f"Search goes on in Malatya\n\n{quote}\n\nThe work will go on.")[0].zone == "headline"
    assert [zone.zone for zone in mark_zones(f"Search goes on in Malatya\n\n{quote}\n\nThe work will go on.")] == ["headline"]


@given(st.text(st.sampled_from("aB .\n\r-:*[]12©"), max_size=200))
def test_zones_are_in_order_and_inside(text: str) -> None:
    last = 0
    for zone in mark_zones(text):
        assert last <= zone.start < zone.end <= len(text)
        assert text[zone.start : zone.end].strip() == text[zone.start : zone.end]
        last = zone.end


HTML = """<!doctype html><html lang="en"><head><title>Two rescued | Coast News</title>
<meta property="og:site_name" content="Coast News"><meta property="article:published_time" content="2024-05-10T08:00:00+02:00">
<style>p {color: red}</style></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Two rescued after boat capsizes</h1><p class="byline">By Ana Reyes</p>
<p>Two people were rescued on Friday &amp; taken to hospital after their boat capsized off the harbour of Vigo, the coast guard said.</p>
<figure><img src="a.jpg"><figcaption>A boat off Vigo. Photo: A. Reyes</figcaption></figure>
<h2>A strong wind</h2>
<p>The wind had risen to 70&nbsp;kilometres an hour within minutes, said the harbour master, who had closed the port at noon.</p>
<p hidden>Invisible words</p><script>alert("no")</script></article>
<footer>© Coast News. All rights reserved.</footer></body></html>"""


def test_a_web_page_is_read_whole_and_marked() -> None:
    draft = html_draft(HTML)
    assert (draft.facts.publisher, draft.facts.published) == ("Coast News", "2024-05-10")
    zones = {draft.text[zone.start : zone.end]: zone.zone for zone in draft.zones or ()}
    assert zones["Two rescued after boat capsizes"] == "headline"
    assert zones["A strong wind"] == "subhead"
    assert zones["A boat off Vigo. Photo: A. Reyes"] == "caption"
    assert zones["By Ana Reyes"] == "byline"
    assert zones["© Coast News. All rights reserved."] == "boilerplate"
    assert "Two people were rescued on Friday & taken to hospital" in draft.text
    assert not any("rescued on Friday" in text for text in zones)
    assert "Invisible" not in draft.text
    assert "alert" not in draft.text
    assert draft.text.index("Home") < draft.text.index("Two rescued") < draft.text.index("All rights reserved")


def test_markup_that_never_closes_is_still_read() -> None:
    draft = html_draft("<p>Three houses burned <b>down<p>on Monday" + "<div>" * 300 + "near the old mill, the police said.")
    assert "Three houses burned down" in draft.text
    assert "near the old mill" in draft.text


def test_a_page_that_would_lose_text_is_refused() -> None:
    with pytest.raises(ReadError, match="nested too deeply"):
        html_draft("<p>Three houses burned down" + "<div>" * 5000 + "near the old mill, the police said.")


@pytest.mark.parametrize(
    "text",
    [
        "The council voted on Monday to close the bridge, which had been damaged by a truck, for at least 12 days.",
        "Dozens detained after march",
        "12 34 56",
    ],
)
def test_english_is_recognised(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Le conseil a voté lundi la fermeture du pont, endommagé par un camion, pour une durée d'au moins douze jours, selon le maire.",
        "El consejo votó el lunes cerrar el puente, dañado por un camión, durante al menos doce días, según dijo el alcalde.",
        "Il consiglio ha votato lunedì la chiusura del ponte, danneggiato da un camion, per almeno dodici giorni, dice il sindaco.",
        "De raad stemde maandag voor sluiting van de brug, die door een vrachtwagen was beschadigd, voor minstens twaalf dagen.",
        "Rada głosowała w poniedziałek za zamknięciem mostu uszkodzonego przez ciężarówkę na co najmniej dwanaście dni, mówi burmistrz.",
        "市議会は月曜日、トラックによって損傷した橋を少なくとも12日間閉鎖することを決めた。",
    ],
)
def test_other_languages_are_not_english(text: str) -> None:
    assert not is_english(text)


def test_the_samples_are_read_without_failure() -> None:
    from pathlib import Path

    samples = Path(__file__).resolve().parents[2] / "corpus" / "samples" / "dev"
    reading = read_sources([samples])
    assert reading.failures == ()
    assert len(reading.articles) >= 12
