from dataclasses import replace
from datetime import date
from fractions import Fraction

from annotations.claim import AsOf, Base, Event
from annotations.relation import Comparison
from evaluation.report.book import make_book
from evaluation.report.markdown import summary_text
from evaluation.report.page import FirstPage, make_first_page
from tests.evaluation.report.story import article, count, days, group, make_story, relation, said, witness


def _page() -> FirstPage:
    return make_first_page(make_book(*make_story()))


def test_page_says_what_it_is_about_and_what_is_missing() -> None:
    page = _page()
    assert page.title == "What three articles say about evacuations"
    assert page.about == (
        "3 articles, May 2024 (02-ledger undated; 02-ledger names no publisher). Read by machine, 0 of 5 findings reviewed."
        " 1 input could not be read."
    )
    assert page.alarm == "No contradiction found."


def test_facts_have_figure_sources_and_who_says_it() -> None:
    first = _page().facts[0]
    assert first.heading == (
        "4 May [2024]: more than 300 villagers evacuated. One source for the number, two for the event; regional office gives no number."
    )
    assert first.labels == ("Could not confirm", "Repeated, not corroborated")
    assert [(row.role, row.word, row.articles) for row in first.rows] == [
        ("figure", "Hill Watch", ("01-wire",)),
        ("repeats", "", ("02-ledger",)),
        ("no number", "regional office (gives no figure)", ("01-wire",)),
    ]
    assert "could not yet say how many people had left" in first.rows[2].says[0].text


def test_a_sum_stands_with_its_parts() -> None:
    second = _page().facts[1]
    assert second.heading == ("20 April 2024 to 3 May 2024: 90 evacuees = 60 (first week) + 30 (second week). One source for the number.")
    assert second.labels == ("Adds up",)
    assert [(row.role, row.says[0].text, row.word) for row in second.rows] == [
        ("figure", "90 evacuees", "Hill Watch, via Hill Wire"),
        ("part", "60 villagers", ""),
        ("part", "30 villagers", ""),
    ]


def test_dates_and_places_alone_stay_behind() -> None:
    page = _page()
    assert [fact.id for fact in page.facts] == ["aaaa", "bbbb"]
    assert page.folded == 3  # the children, the day and the place


def test_law_is_one_table() -> None:
    law = _page().law
    assert law is not None
    assert law.heading == "Law: two articles give a treaty status, none contradicts another"
    assert [(row.instrument, row.says) for row in law.rows] == [
        ("Alpine Safety Convention", "\u201cacceded\u201d 03-bulletin \u00b7 \u201csignatory\u201d 02-ledger \u00b7 Article 9 03-bulletin")
    ]


def test_lookalikes_voices_and_checks() -> None:
    page = _page()
    assert [line.text for line in page.lookalikes] == [
        "60 villagers evacuated, 20 April 2024 to 26 April 2024 (02-ledger) / 40 children evacuated (03-bulletin)"
    ]
    assert [line.text for line in page.voices] == ["40 children evacuated: no source named \u2190 03-bulletin"]
    assert [line.text for line in page.checks] == [
        "more than 300 villagers evacuated, 4 May [2024]: what does the mine say? No article quotes it on this."
    ]


def test_contradictions_come_with_both_figures() -> None:
    one, two = article("1", "31 sailors drowned on 4 May."), article("2", "The ferry firm says 19 sailors drowned on 4 May.")
    when = days("2024-05-04", "2024-05-04")
    many = count(one, "31 sailors", 31, 31, head="sailors", when=when)
    few = count(two, "19 sailors", 19, 19, head="sailors", when=when, attribution=said("ferry firm"))
    fact = group("g", 1, many, few, witnesses=(witness("ferry firm", "states", few), witness(None, "unattributed", many)))
    finding = relation("r", "conflict", "31 and 19 cannot both be right.", (many, "peer"), (few, "peer"), group="g")
    page = make_first_page(make_book([one, two], [many, few], Comparison((finding,), (fact,)), []))
    assert page.alarm == "1 contradiction found."
    assert page.facts[0].heading == "4 May 2024: 31 or 19 sailors evacuated? No named source for 31, one for 19."
    assert page.facts[0].labels == ("Contradiction, clear gap",)
    assert [(row.role, row.word) for row in page.facts[0].rows] == [("figure", "ferry firm"), ("figure", "")]
    assert page.facts[0].notes[0] == "31 and 19 cannot both be right."


def test_our_own_arithmetic_is_marked_and_names_its_sources() -> None:
    one = article("1", "In March 120 herders were evacuated, the park said. In April over 500 herders were evacuated, the park said.")
    first = count(one, "120 herders", 120, 120, head="herders", when=days("2024-03-01", "2024-03-31"), attribution=said("park"))
    later = count(
        one,
        "over 500 herders",
        500,
        None,
        "more_than",
        low_open=True,
        head="herders",
        when=days("2024-04-01", "2024-04-30"),
        attribution=said("park"),
    )
    other = article("2", "Herders left: 120 in March, over 500 in April.")
    again = [
        count(other, "120 in March", 120, 120, head="herders", when=days("2024-03-01", "2024-03-31")),
        count(other, "over 500 in April", 500, None, "more_than", low_open=True, head="herders", when=days("2024-04-01", "2024-04-30")),
    ]
    groups = (
        group("a", 10001, first, again[0], witnesses=(witness("park", "states", first),)),
        group("b", 10002, later, again[1], witnesses=(witness("park", "states", later),)),
    )
    page = make_first_page(make_book([one, other], [first, later, *again], Comparison((), groups), []))
    notes = [note for fact in page.facts for note in fact.notes]
    assert notes == [
        "Our arithmetic, stated by nobody: 120 + more than 500 = more than 620 evacuated, March 2024 and April 2024; on the word of park alone."
    ]


def test_withheld_passages_leave_no_trace() -> None:
    articles, claims, comparison, failures = make_story()
    hidden = claims[0]
    book = make_book(articles, claims[1:], comparison, failures, withheld=[hidden])
    page = make_first_page(book)
    assert "1 passage withheld" in page.about
    assert "More than 300 villagers" not in summary_text(page)
    assert "More than 300" not in book.articles[hidden.article].text
    assert len(book.articles[hidden.article].text) == len(articles[0].text)
    assert {relation.id for relation in book.relations} == {"r3", "r4", "r5"}


def test_what_is_withheld_without_its_place_is_left_out_of_facts() -> None:
    articles, claims, comparison, failures = make_story()
    book = make_book(articles, claims[1:], comparison, failures)
    assert book.withheld == 1
    fact = next(item for item in book.groups if item.id == "aaaa")
    assert (fact.label, fact.current, fact.history, fact.questions) == ("figure", None, (), ())


def test_no_facts_make_a_page_too() -> None:
    page = make_first_page(make_book([article("a", "Nothing is counted here.")], [], Comparison((), ()), []))
    assert (page.title, page.alarm) == ("What one article says about these events", "No two claims of these articles could be compared.")
    assert summary_text(page).startswith("# What one article says")


def test_summary_escapes_what_articles_say() -> None:
    articles, claims, comparison, failures = make_story()
    articles[0] = replace(articles[0], publisher="[x](https://evil.example) <img src=y>|")
    text = summary_text(make_first_page(make_book(articles, claims, comparison, failures)))
    assert r"\[x\](https\://evil.example) \<img src=y\>\|" in text
    assert "<https://hillwire.example/velm?a=1&b=2>" in text
    assert "<javascript" not in text
    assert "<img" not in text.replace(r"\<img", "")


def test_the_rest_is_worked_out_from_its_sentence() -> None:
    one = article("1", "Of the 92 crew held in Port Ild, 46 were evacuated and the rest stayed.")
    two = article("2", "In Port Ild 46 were evacuated.")
    whole = (0, len(one.text))
    out_of = Base(None, Fraction(92), Fraction(92))
    part = count(one, "46", 46, 46, base=out_of, sentence=whole, attribution=said("harbour"))
    rest = count(one, "the rest", None, None, "other", relation="rest", sentence=whole, event=Event("stay", state="sheltered"))
    again = count(two, "46", 46, 46)
    groups = (group("a", 10001, part, again, witnesses=(witness("harbour", "states", part),)), group("b", 60002, rest))
    page = make_first_page(make_book([one, two], [part, rest, again], Comparison((), groups), []))
    assert page.facts[0].notes == ("Our arithmetic: \u201cthe rest\u201d sheltered is 92 \u2212 46 = 46 (1).",)


def test_a_figure_without_a_period_is_dated_by_its_source_or_its_articles() -> None:
    one, two = article("1", "40 nuns were evacuated, the abbey said on Monday."), article("2", "40 nuns were evacuated.")
    first, second = count(one, "40 nuns", 40, 40, head="nuns", attribution=said("abbey")), count(two, "40 nuns", 40, 40, head="nuns")
    as_of = replace(first, as_of=AsOf(date(2024, 5, 5), date(2024, 5, 5), "attribution"))
    for claims, heading in (
        ((as_of, second), "As of 5 May 2024: 40 nuns evacuated."),
        ((first, second), "Reported May 2024: 40 nuns evacuated."),
    ):
        fact = group("a", 10001, *claims, witnesses=(witness("abbey", "states", claims[0]),))
        page = make_first_page(make_book([one, two], list(claims), Comparison((), (fact,)), []))
        assert page.facts[0].heading == f"{heading} One source for the number."
