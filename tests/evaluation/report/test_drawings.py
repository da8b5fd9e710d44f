from dataclasses import replace
from datetime import date
from fractions import Fraction

from annotations.claim import PlaceValue
from annotations.relation import Comparison, Estimate
from evaluation.report.book import Book, make_book
from evaluation.report.map import WIDTH, make_map
from evaluation.report.timeline import make_plots, make_timeline
from tests.evaluation.report.story import article, claim, count, days, group, make_story

TOWNS = [("Arnau", 47, 10), ("Belm", 47, 11), ("Cise", 48, 12), ("Dorn", -12, -77)]


def _towns(number: int) -> Book:
    text = article("a", " and ".join(name for name, _, _ in TOWNS[:number]))
    claims = [
        claim(text, name, "place", place=PlaceValue(name, name, latitude=Fraction(north), longitude=Fraction(east), feature="city"))
        for name, north, east in TOWNS[:number]
    ]
    return make_book([text], claims, Comparison((), ()), [])


def test_map_keeps_directions_and_stays_inside() -> None:
    drawn = make_map(_towns(4))
    assert drawn is not None
    dots = {dot.name: dot for dot in drawn.dots}
    assert dots["Dorn"].x < dots["Arnau"].x < dots["Belm"].x < dots["Cise"].x
    assert dots["Cise"].y < dots["Arnau"].y < dots["Dorn"].y
    assert all(0 < dot.x < WIDTH and 0 < dot.y < drawn.height for dot in drawn.dots)
    assert drawn.meridians
    assert drawn.parallels


def test_names_on_the_map_do_not_touch() -> None:
    drawn = make_map(_towns(3))
    assert drawn is not None
    assert [dot.is_labelled for dot in drawn.dots] == [True, True, True]
    assert len({(dot.label_x, dot.label_y) for dot in drawn.dots}) == 3


def test_one_place_makes_a_map_and_none_makes_none() -> None:
    assert make_map(_towns(1)) is not None
    assert make_map(_towns(0)) is None


def test_actors_and_modifiers_are_no_places() -> None:
    articles, claims, comparison, failures = make_story()
    place = claims[-1].place
    assert place is not None
    claims[-1] = replace(claims[-1], place=replace(place, role="actor"))
    assert make_map(make_book(articles, claims, comparison, failures)) is None


def test_timeline_draws_periods_in_order() -> None:
    drawn = make_timeline(make_book(*make_story()))
    assert drawn is not None
    assert [bar.fact for bar in drawn.bars] == ["cccc", "bbbb", "dddd", "aaaa"]
    assert [bar.is_day for bar in drawn.bars] == [False, False, False, True]
    assert drawn.bars[1].x == drawn.bars[0].x
    assert drawn.bars[1].width > drawn.bars[0].width


def test_a_changing_figure_is_plotted_and_a_standing_one_is_not() -> None:
    text = article("a", "31 drowned, then 44 drowned")
    first, later = count(text, "31 drowned", 31, 31, when=days("2024-05-04", "2024-05-04")), count(text, "44 drowned", 44, 44)
    history = (
        Estimate(date(2024, 5, 4), Fraction(31), Fraction(31), (first.id,)),
        Estimate(date(2024, 5, 6), Fraction(44), Fraction(44), (later.id,)),
    )
    changing = group("g", 1, first, later, history=history)
    plots = make_plots(make_book([text], [first, later], Comparison((), (changing,)), []))
    assert [whisker.text for whisker in plots[0].whiskers] == ["31", "44"]
    assert plots[0].whiskers[0].top > plots[0].whiskers[1].top  # the higher figure stands higher
    assert [day.text for day in plots[0].days] == ["4 May 2024", "6 May 2024"]
    standing = replace(changing, history=(history[0], replace(history[1], low=Fraction(31), high=Fraction(31))))
    assert make_plots(make_book([text], [first, later], Comparison((), (standing,)), [])) == []


def test_a_single_name_far_away_does_not_shrink_the_map() -> None:
    text = article("a", "Arnau, Belm, Cise, Estal, Fenn and Dorn")
    towns = [("Arnau", 47, 10), ("Belm", 47, 11), ("Cise", 48, 12), ("Estal", 46, 11), ("Fenn", 46, 12), ("Dorn", -12, -77)]
    claims = [
        claim(text, name, "place", place=PlaceValue(name, name, latitude=Fraction(north), longitude=Fraction(east), feature="city"))
        for name, north, east in towns
    ]
    drawn = make_map(make_book([text], claims, Comparison((), ()), []))
    assert drawn is not None
    assert drawn.left_out == ("Dorn",)
    assert sorted(dot.name for dot in drawn.dots) == ["Arnau", "Belm", "Cise", "Estal", "Fenn"]


def test_estimates_that_can_both_hold_are_no_change() -> None:
    text = article("a", "at least 25 drowned, then 26 drowned")
    first, later = count(text, "at least 25 drowned", 25, None, "at_least"), count(text, "26 drowned", 26, 26)
    history = (
        Estimate(date(2024, 5, 4), Fraction(25), None, (first.id,)),
        Estimate(date(2024, 5, 6), Fraction(26), Fraction(26), (later.id,)),
    )
    assert make_plots(make_book([text], [first, later], Comparison((), (group("g", 1, first, later, history=history),)), [])) == []
