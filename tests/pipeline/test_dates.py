"""Dates as the reader of an article meets them: what is found, which days it means, and what is left alone."""

import re

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc
from spacy.vocab import create_vocab

from pipeline.dates.finder import DateFinder
from pipeline.partial import add_claims, new_claim

VOCAB = create_vocab("en", English.Defaults)
Row = tuple[str, str, str | None, str | None]  # quote, TIMEX3 value, begin, end
PUBLISHED = "2023-10-13"  # a Friday


def make_doc(text: str, published: str | None = PUBLISHED) -> Doc:
    pieces = re.findall(r"\s+|\S+", text)
    starts = [i == 0 or (i > 1 and pieces[i - 2].endswith((".", "?", "!")) and pieces[i][0].isupper()) for i in range(len(pieces))]
    doc = Doc(VOCAB, words=pieces, spaces=[False] * len(pieces), sent_starts=starts)
    doc._.counterclaim_article = {"id": "a", "published": published, "zones": [], "publisher": None, "title": None}
    return doc


def read(text: str, published: str | None = PUBLISHED) -> list[Row]:
    claims = DateFinder().find(make_doc(text, published))
    return [(c["quote"], c["date"]["value"], c["date"]["begin"], c["date"]["end"]) for c in claims]


SPELLINGS = [
    ("on October 9, 2023", "October 9, 2023", "2023-10-09"),
    ("on 9 October 2023", "9 October 2023", "2023-10-09"),
    ("on 9th October 2023", "9th October 2023", "2023-10-09"),
    ("on the 9th of October 2023", "the 9th of October 2023", "2023-10-09"),
    ("on Oct. 9, 2023", "Oct. 9, 2023", "2023-10-09"),
    ("on Sept. 3, 2021", "Sept. 3, 2021", "2021-09-03"),
    ("on Monday, October 9, 2023", "Monday, October 9, 2023", "2023-10-09"),
    ("on Monday 9 October 2023", "Monday 9 October 2023", "2023-10-09"),
    ("on OCTOBER 9, 2023", "OCTOBER 9, 2023", "2023-10-09"),
    ("on 2023-10-09", "2023-10-09", "2023-10-09"),
    ("on 13/10/2020", "13/10/2020", "2020-10-13"),
    ("on 10/13/2020", "10/13/2020", "2020-10-13"),
    ("on 24.12.2019", "24.12.2019", "2019-12-24"),
    ("on Christmas Eve 2019", "Christmas Eve 2019", "2019-12-24"),
    ("on New Year's Day", "New Year's Day", "2023-01-01"),
    ("in October 2021", "October 2021", "2021-10"),
    ("in October of 2021", "October of 2021", "2021-10"),
    ("in October, 2021", "October, 2021", "2021-10"),
    ("in Feb. 2021", "Feb. 2021", "2021-02"),
    ("in 2021", "2021", "2021"),
    ("in the year 2021", "2021", "2021"),
    ("in '98", "'98", "1998"),
    ("the 1990s", "the 1990s", "199"),
    ("the '90s", "the '90s", "199"),
    ("the early 2000s", "the early 2000s", "200"),
    ("the 19th century", "the 19th century", "18"),
    ("the twentieth century", "the twentieth century", "19"),
    ("the third quarter of 2022", "the third quarter of 2022", "2022-Q3"),
    ("Q1 2022", "Q1 2022", "2022-Q1"),
    ("the second half of 2022", "the second half of 2022", "2022-H2"),
    ("the summer of 2022", "the summer of 2022", "2022-SU"),
    ("in winter 2020", "winter 2020", "2020-WI"),
    ("on September 11, 2001", "September 11, 2001", "2001-09-11"),
    ("the September 11 attacks", "September 11", "2001-09-11"),
]


@pytest.mark.parametrize(("text", "quote", "value"), SPELLINGS)
def test_every_spelling_of_a_date_gives_its_value(text: str, quote: str, value: str) -> None:
    found = read(f"They were counted {text}, the office said.")
    assert [row[:2] for row in found] == [(quote, value)]


MONTHS_WITHOUT_YEAR = [
    ("They left in August.", "2023-08"),
    ("They left in October.", "2023-10"),
    ("They left in December.", "2022-12"),
    ("They left on Oct. 12.", "2023-10-12"),
    ("They left on 13 October.", "2023-10-13"),
    ("They left on October 20.", "2022-10-20"),
    ("They left on November 2.", "2022-11-02"),
    ("They will leave in December.", "2023-12"),
    ("They will leave in August.", "2024-08"),
    ("They will leave on October 20.", "2023-10-20"),
    ("The vote is due on 3 November.", "2023-11-03"),
    ("The vote is scheduled for November.", "2023-11"),
    ("The hall, to be opened on November 2, is new.", "2023-11-02"),
    ("They left on Monday 9 October.", "2023-10-09"),
    ("They left on Sunday, May 8.", "2022-05-08"),  # 8 May 2022 was a Sunday
    ("The ban takes effect on 1 December.", "2023-12-01"),
    ("It stays shut until Monday.", "2023-10-16"),
    ("They had gone by the end of September.", "2023-09"),
    ("They left last March.", "2023-03"),
    ("They left last December.", "2022-12"),
    ("They leave next March.", "2024-03"),
]


@pytest.mark.parametrize(("text", "value"), MONTHS_WITHOUT_YEAR)
def test_a_month_without_year_is_never_later_than_the_article_without_a_future_cue(text: str, value: str) -> None:
    assert [row[1] for row in read(text)] == [value]


RANGES = [
    ("from July 2016 to June 2017", "July 2016 to June 2017", "2016-07/2017-06", "2016-07-01", "2017-06-30"),
    ("from July of 2016 until June of 2017", "July of 2016 until June of 2017", "2016-07/2017-06", "2016-07-01", "2017-06-30"),
    ("between January and August", "January and August", "2023-01/2023-08", "2023-01-01", "2023-08-31"),
    ("between March and May 2019", "March and May 2019", "2019-03/2019-05", "2019-03-01", "2019-05-31"),
    ("from November to February 2019", "November to February 2019", "2018-11/2019-02", "2018-11-01", "2019-02-28"),
    ("from November to February", "November to February", "2022-11/2023-02", "2022-11-01", "2023-02-28"),
    ("between 1994 and 1998", "1994 and 1998", "1994/1998", "1994-01-01", "1998-12-31"),
    ("in 1998-2005", "1998-2005", "1998/2005", "1998-01-01", "2005-12-31"),
    ("in 1998\u201399", "1998\u201399", "1998/1999", "1998-01-01", "1999-12-31"),
    ("in Jan-Mar 2022", "Jan-Mar 2022", "2022-01/2022-03", "2022-01-01", "2022-03-31"),
    ("in the week of 2-8 October", "2-8 October", "2023-10-02/2023-10-08", "2023-10-02", "2023-10-08"),
    ("in the nine months ended Sept. 30", "the nine months ended Sept. 30", "2023-01/2023-09", "2023-01-01", "2023-09-30"),
    ("in 2016/17", "2016/17", "2016/2017", "2016-01-01", "2017-12-31"),
    ("from 1 to 7 May", "1 to 7 May", "2023-05-01/2023-05-07", "2023-05-01", "2023-05-07"),
    ("on 12-14 March 2021", "12-14 March 2021", "2021-03-12/2021-03-14", "2021-03-12", "2021-03-14"),
    ("on May 3-5", "May 3-5", "2023-05-03/2023-05-05", "2023-05-03", "2023-05-05"),
    ("between May 30 and June 2", "May 30 and June 2", "2023-05-30/2023-06-02", "2023-05-30", "2023-06-02"),
    ("from January 1 through March 31, 2022", "January 1 through March 31, 2022", "2022-01-01/2022-03-31", "2022-01-01", "2022-03-31"),
    ("from late September to mid-October", "late September to mid-October", "2023-09/2023-10", "2023-09-21", "2023-10-20"),
    ("from Monday to Wednesday", "Monday to Wednesday", "2023-10-09/2023-10-11", "2023-10-09", "2023-10-11"),
    ("in July and August", "July and August", "2023-07/2023-08", "2023-07-01", "2023-08-31"),
    ("in June, July and August", "June, July and August", "2023-06/2023-08", "2023-06-01", "2023-08-31"),
    ("in December and January", "December and January", "2022-12/2023-01", "2022-12-01", "2023-01-31"),
    ("in July and August 2019", "July and August 2019", "2019-07/2019-08", "2019-07-01", "2019-08-31"),
    ("in 2019 and 2020", "2019 and 2020", "2019/2020", "2019-01-01", "2020-12-31"),
    ("on Monday and Tuesday", "Monday and Tuesday", "2023-10-09/2023-10-10", "2023-10-09", "2023-10-10"),
    ("on 3, 4 and 5 May", "3, 4 and 5 May", "2023-05-03/2023-05-05", "2023-05-03", "2023-05-05"),
    ("on May 3 and 4", "May 3 and 4", "2023-05-03/2023-05-04", "2023-05-03", "2023-05-04"),
    ("in the 1980s and 1990s", "the 1980s and 1990s", "198/199", "1980-01-01", "1999-12-31"),
    ("the first week of May", "the first week of May", "2023-05-01/2023-05-07", "2023-05-01", "2023-05-07"),
    ("the last week of May", "the last week of May", "2023-05-25/2023-05-31", "2023-05-25", "2023-05-31"),
    ("the first two weeks of May", "the first two weeks of May", "2023-05-01/2023-05-14", "2023-05-01", "2023-05-14"),
    ("the first three months of 2022", "the first three months of 2022", "2022-01/2022-03", "2022-01-01", "2022-03-31"),
    ("the first half of May", "the first half of May", "2023-05-01/2023-05-15", "2023-05-01", "2023-05-15"),
    ("the last day of May", "the last day of May", "2023-05-31", "2023-05-31", "2023-05-31"),
    ("the week of October 2", "the week of October 2", "2023-W40", "2023-10-02", "2023-10-08"),
    ("in the week ending October 6", "the week ending October 6", "2023-09-30/2023-10-06", "2023-09-30", "2023-10-06"),
    ("in the year to June 2023", "the year to June 2023", "2022-07/2023-06", "2022-07-01", "2023-06-30"),
    ("the 12 months to March", "the 12 months to March", "2022-04/2023-03", "2022-04-01", "2023-03-31"),
    (
        "in the entire previous year, from April 2018 to March 2019",
        "the entire previous year, from April 2018 to March 2019",
        "2018-04/2019-03",
        "2018-04-01",
        "2019-03-31",
    ),
]


@pytest.mark.parametrize(("text", "quote", "value", "begin", "end"), RANGES)
def test_a_range_or_list_is_one_scope(text: str, quote: str, value: str, begin: str, end: str) -> None:
    assert read(f"The camp took in families {text}.") == [(quote, value, begin, end)]


BESIDE_LAW = [
    ("In 1988 China ratified the Convention against Torture.", "1988"),
    ("Since 1982 it has been party to the Refugee Convention.", "1982"),
    ("It acceded to the Protocol in 1990.", "1990"),
    ("It ratified the Convention against Torture on 4 October 1988.", "1988-10-04"),
]


@pytest.mark.parametrize(("text", "value"), BESIDE_LAW)
def test_the_time_at_which_a_treaty_was_joined_is_a_date(text: str, value: str) -> None:
    assert [row[1] for row in read(text)] == [value]


SEPARATE = [
    ("80 arrived in August, 40 in September.", ["2023-08", "2023-09"]),
    ("They came in May and in July.", ["2023-05", "2023-07"]),
    ("They came in May and July.", ["2023-05", "2023-07"]),
    ("They came in 1998, 2001 and 2004.", ["1998", "2001", "2004"]),
    ("They came on May 3 and May 9.", ["2023-05-03", "2023-05-09"]),
    ("They came on Oct. 9, 2020, and on Oct. 10, 2021.", ["2020-10-09", "2021-10-10"]),
]


@pytest.mark.parametrize(("text", "values"), SEPARATE)
def test_dates_with_a_gap_or_a_figure_between_them_stay_apart(text: str, values: list[str]) -> None:
    assert [row[1] for row in read(text)] == values


OPEN = [
    ("Forty have died since June 2016.", "June 2016", "2016-06-01", None),
    ("Forty have died since Monday.", "Monday", "2023-10-09", None),
    ("Forty have died since the 2000s.", "the 2000s", "2000-01-01", None),
    ("Forty have died since the beginning of the year.", "the beginning of the year", "2023-01-01", None),
    ("Starting in July, patrols were doubled.", "July", "2023-07-01", None),
    ("Beginning in July, patrols were doubled.", "July", "2023-07-01", None),
    ("From May onwards, patrols were doubled.", "May", "2023-05-01", None),
    ("From 2001 to the present, patrols were doubled.", "2001 to the present", "2001-01-01", None),
    ("It stayed shut until 2020.", "2020", None, "2020-12-31"),
    ("Forty had died by 2020.", "2020", None, "2020-12-31"),
    ("It was built before 2010.", "2010", None, "2009-12-31"),
    ("It closes before the end of the year.", "the end of the year", None, "2023-12-31"),
    ("It was built prior to March 2010.", "March 2010", None, "2010-02-28"),
    ("It was built after March 2010.", "March 2010", "2010-04-01", None),
]
HAPPENINGS = [
    # text, quote, begin, end, the side of what is told
    ("Forty have died since the coup of 1 February 2021.", "1 February 2021", "2021-02-01", "2021-02-01", "since"),
    ("Forty have died since the rain began on 3 May 2023.", "3 May 2023", "2023-05-03", "2023-05-03", "since"),
    ("Forty left after the election of August 2020.", "August 2020", "2020-08-01", "2020-08-31", "since"),
    ("Forty left before the election of August 2020.", "August 2020", "2020-08-01", "2020-08-31", "until"),
    ("Forty left at the election of August 2020.", "August 2020", "2020-08-01", "2020-08-31", None),
]


@pytest.mark.parametrize(("text", "quote", "begin", "end", "side"), HAPPENINGS)
def test_the_date_of_a_happening_is_closed_and_what_is_told_is_not(text: str, quote: str, begin: str, end: str, side: str | None) -> None:
    claim = next(claim for claim in DateFinder().find(make_doc(text)) if claim["quote"] == quote)
    assert (claim["date"]["begin"], claim["date"]["end"], claim.get("_side")) == (begin, end, side)


COUNTED = [
    ("The earthquake struck on Tuesday. Two days after the quake, forty were found.", "Two days after the quake", "2023-10-12"),
    ("On 27 June 1994, two days after the vote, forty left.", "two days after the vote", "1994-06-27"),
    ("The earthquake struck on 3 May 1994. Two days after the quake, forty were found.", "Two days after the quake", None),
    ("Fighting broke out. A week after the vote, forty left.", "A week after the vote", None),
    ("The vote was on Tuesday. About a week before the vote, forty left.", "About a week before the vote", "2023-10-03"),
]


@pytest.mark.parametrize(("text", "quote", "day"), COUNTED)
def test_time_counted_from_a_happening(text: str, quote: str, day: str | None) -> None:
    claim = DateFinder().find(make_doc(text))[-1]
    assert (claim["quote"], claim["date"]["type"], claim["date"]["begin"], claim["date"]["end"]) == (quote, "DATE", day, day)


SPANS = [
    ("It will land in two to three days.", "two to three days", "P3D", "2023-10-15", "2023-10-16"),
    ("It will land within 2-3 weeks.", "2-3 weeks", "P3W", "2023-10-13", "2023-11-03"),
    ("It took two or three days.", "two or three days", "P3D", None, None),
    (
        "On 2 October it rained. It stopped two to three days later.",
        "two to three days later",
        "2023-10-04/2023-10-05",
        "2023-10-04",
        "2023-10-05",
    ),
    ("Pay will rise from January.", "January", "2024-01", "2024-01-01", None),
    ("Firms pay more from January.", "January", "2024-01", "2024-01-01", None),
    ("Firms paid more, figures from January said.", "January", "2023-01", "2023-01-01", "2023-01-31"),
]


@pytest.mark.parametrize(("text", "quote", "value", "begin", "end"), SPANS)
def test_spans_of_time_ahead(text: str, quote: str, value: str, begin: str | None, end: str | None) -> None:
    assert read(text)[-1] == (quote, value, begin, end)


REFERENCES = [
    ("The poll was on Saturday. Nobody slept. Doors opened at 7 a.m. and closed.", "7 a.m.", "2023-10-07"),
    ("The poll was in March 2021. Nobody slept. Doors opened at 7 a.m. and closed.", "7 a.m.", "2023-10-13"),
    ("On Saturday it was 60, its lowest since 2012 and down from 78 four years earlier.", "four years earlier", "2019-01-01"),
    ("In the week to 8 October there were 90, more than in the week before.", "the week before", "2023-09-25"),
]


@pytest.mark.parametrize(("text", "quote", "begin"), REFERENCES)
def test_what_a_bare_time_is_counted_from(text: str, quote: str, begin: str) -> None:
    assert next(row for row in read(text) if row[0] == quote)[2] == begin


def test_a_bare_month_takes_the_year_that_the_text_has_named_where_only_the_year_is_known() -> None:
    assert read("It began in 2023. On 9 October it rained.", "2023")[-1][1] == "2023-10-09"
    assert read("On 9 October it rained.", "2023")[-1][1] == "XXXX-10-09"


@pytest.mark.parametrize(("text", "quote", "begin", "end"), OPEN)
def test_since_and_until_leave_one_side_open(text: str, quote: str, begin: str | None, end: str | None) -> None:
    (claim,) = DateFinder().find(make_doc(text))
    date = claim["date"]
    assert (claim["quote"], date["begin"], date["end"]) == (quote, begin, end)
    assert (date["begin_open"], date["end_open"]) == (begin is None, end is None)
    assert text[slice(*claim["evidence"]["date.signal"][0])].lower().split()[0] in {
        *("since", "starting", "beginning", "from", "until", "by", "before", "prior", "after"),
    }


RELATIVE = [
    ("They met on Monday.", "Monday", "2023-10-09", "2023-10-09"),
    ("They met on Friday.", "Friday", "2023-10-13", "2023-10-13"),
    ("They met last Friday.", "last Friday", "2023-10-06", "2023-10-06"),
    ("They met this Tuesday.", "this Tuesday", "2023-10-10", "2023-10-10"),
    ("They will meet on Monday.", "Monday", "2023-10-16", "2023-10-16"),
    ("They will meet next Monday.", "next Monday", "2023-10-16", "2023-10-16"),
    ("They met on Monday night.", "Monday night", "2023-10-09", "2023-10-09"),
    ("They met on the night of October 9.", "the night of October 9", "2023-10-09", "2023-10-09"),
    ("They met on the morning of 9 October 2022.", "the morning of 9 October 2022", "2022-10-09", "2022-10-09"),
    ("They met today.", "today", "2023-10-13", "2023-10-13"),
    ("They met yesterday.", "yesterday", "2023-10-12", "2023-10-12"),
    ("They met yesterday morning.", "yesterday morning", "2023-10-12", "2023-10-12"),
    ("They meet tomorrow.", "tomorrow", "2023-10-14", "2023-10-14"),
    ("They met last night.", "last night", "2023-10-12", "2023-10-12"),
    ("They met this morning.", "this morning", "2023-10-13", "2023-10-13"),
    ("They met this week.", "this week", "2023-10-09", "2023-10-15"),
    ("They met last week.", "last week", "2023-10-02", "2023-10-08"),
    ("They meet next week.", "next week", "2023-10-16", "2023-10-22"),
    ("They met last weekend.", "last weekend", "2023-10-07", "2023-10-08"),
    ("They met this month.", "this month", "2023-10-01", "2023-10-31"),
    ("They met over the weekend.", "the weekend", "2023-10-07", "2023-10-08"),
    ("They will meet over the weekend.", "the weekend", "2023-10-14", "2023-10-15"),
    ("They met on Monday last week.", "Monday last week", "2023-10-02", "2023-10-02"),
    ("They met early Monday.", "early Monday", "2023-10-09", "2023-10-09"),
    ("They met late on Sunday night.", "Sunday night", "2023-10-08", "2023-10-08"),
    ("They meet this coming Monday.", "this coming Monday", "2023-10-16", "2023-10-16"),
    ("They have called a strike for Saturday.", "Saturday", "2023-10-14", "2023-10-14"),
    ("They met twice in the last 24 hours.", "the last 24 hours", "2023-10-12", "2023-10-13"),
    ("They met shortly after 5 p.m. on Monday.", "5 p.m.", "2023-10-09", "2023-10-09"),
    ("They met last month.", "last month", "2023-09-01", "2023-09-30"),
    ("They met last year.", "last year", "2022-01-01", "2022-12-31"),
    ("They meet next year.", "next year", "2024-01-01", "2024-12-31"),
    ("They met this quarter.", "this quarter", "2023-10-01", "2023-12-31"),
    ("So far this year they met twice.", "this year", "2023-01-01", "2023-10-13"),
    ("They met earlier this year.", "earlier this year", "2023-01-01", "2023-10-13"),
    ("They meet later this month.", "later this month", "2023-10-13", "2023-10-31"),
    ("They met at the end of last year.", "the end of last year", "2022-09-01", "2022-12-31"),
    ("They met early last month.", "early last month", "2023-09-01", "2023-09-10"),
    ("They met two weeks ago.", "two weeks ago", "2023-09-25", "2023-10-01"),
    ("They met 3 days ago.", "3 days ago", "2023-10-10", "2023-10-10"),
    ("They met a month ago.", "a month ago", "2023-09-01", "2023-09-30"),
    ("They met more than ten years ago.", "more than ten years ago", "2013-01-01", "2013-12-31"),
    ("They met two and a half years ago.", "two and a half years ago", "2021-04-01", "2021-04-30"),
    ("They met often in the past five years.", "the past five years", "2018-10-13", "2023-10-13"),
    ("They met often over the last two weeks.", "the last two weeks", "2023-09-29", "2023-10-13"),
    ("They meet in the next six months.", "the next six months", "2023-10-13", "2024-04-13"),
    ("They met last summer.", "last summer", "2023-06-01", "2023-08-31"),
    ("They meet next winter.", "next winter", "2023-12-01", "2024-02-29"),
    ("They met in October of last year.", "October of last year", "2022-10-01", "2022-10-31"),
    ("They met in the first quarter of last year.", "the first quarter of last year", "2022-01-01", "2022-03-31"),
    ("They met in early May.", "early May", "2023-05-01", "2023-05-10"),
    ("They met in mid-May.", "mid-May", "2023-05-11", "2023-05-20"),
    ("They met in late 2022.", "late 2022", "2022-09-01", "2022-12-31"),
    ("They met at 8 p.m. on Thursday.", "8 p.m.", "2023-10-12", "2023-10-12"),
]


@pytest.mark.parametrize(("text", "quote", "begin", "end"), RELATIVE)
def test_relative_times_are_counted_from_the_day_of_publication(text: str, quote: str, begin: str, end: str) -> None:
    found = read(text)
    assert found[0][0] == quote
    assert found[0][2:] == (begin, end)


FROM_THE_LAST_DATE = [
    ("It sank on 3 May 2020. A day later divers found it.", "A day later", "2020-05-04"),
    ("It sank on 3 May 2020. The following day divers found it.", "The following day", "2020-05-04"),
    ("It sank on 3 May 2020. They had sailed the day before.", "the day before", "2020-05-02"),
    ("It sank on 3 May 2020. Divers came that day.", "that day", "2020-05-03"),
    ("It sank on 3 May 2020. Two years later it was raised.", "Two years later", "2022"),
    ("It sank in May 2020. It had been sold two months earlier.", "two months earlier", "2020-03"),
    ("It sank in May 2020. The following month it was raised.", "The following month", "2020-06"),
    ("In March 2015 they fled and in June they came back.", "June", "2015-06"),
    ("The border closed in March 2015. In June 40 came back.", "June", "2023-06"),
    ("In August 2022 it lost 40, and 90 in the entire year.", "the entire year", "2022"),
    (
        "It took 40 between January and August 2020, fewer than in the same period one year previously.",
        "the same period one year previously",
        "2019-01/2019-08",
    ),
    ("It took 40 in May 2020, fewer than in the same month a year earlier.", "the same month a year earlier", "2019-05"),
    ("It took 40 in May 2020, fewer than in the same period of 2018.", "the same period of 2018", "2018-05"),
]


@pytest.mark.parametrize(("text", "quote", "value"), FROM_THE_LAST_DATE)
def test_some_times_are_counted_from_the_last_date_mentioned(text: str, quote: str, value: str) -> None:
    assert read(text)[-1][:2] == (quote, value)


NO_DAYS = [
    ("He stayed for 25 years.", "25 years", "DURATION", "P25Y"),
    ("He stayed for twenty-five years.", "twenty-five years", "DURATION", "P25Y"),
    ("He stayed for 24 hours.", "24 hours", "DURATION", "PT24H"),
    ("He stayed for a week.", "a week", "DURATION", "P1W"),
    ("He stayed for several months.", "several months", "DURATION", "PXM"),
    ("He stayed for two and a half years.", "two and a half years", "DURATION", "P2.5Y"),
    ("He stayed for more than a decade.", "more than a decade", "DURATION", "P10Y"),
    ("He began a five-year term.", "five-year", "DURATION", "P5Y"),
    ("It was a month-long siege.", "month-long", "DURATION", "P1M"),
    ("They meet every Monday.", "every Monday", "SET", "XXXX-WXX-1"),
    ("They meet each year.", "each year", "SET", "P1Y"),
    ("They meet daily.", "daily", "SET", "P1D"),
    ("They meet every two weeks.", "every two weeks", "SET", "P2W"),
    ("They live there now.", "now", "DATE", "PRESENT_REF"),
    ("They currently live there.", "currently", "DATE", "PRESENT_REF"),
    ("They recently came back.", "recently", "DATE", "PAST_REF"),
    ("They lived there in the past.", "the past", "DATE", "PAST_REF"),
    ("They will live there in the future.", "the future", "DATE", "FUTURE_REF"),
    ("They came during the pandemic.", "during the pandemic", "DATE", ""),
    ("They came before the outbreak.", "before the outbreak", "DATE", ""),
    ("They came prior to the invasion.", "prior to the invasion", "DATE", ""),
    ("They came during the long period of mourning.", "during the long period of mourning", "DATE", ""),
]


@pytest.mark.parametrize(("text", "quote", "kind", "value"), NO_DAYS)
def test_durations_repetitions_and_happenings_have_no_days(text: str, quote: str, kind: str, value: str) -> None:
    (claim,) = DateFinder().find(make_doc(text))
    date = claim["date"]
    assert (claim["quote"], date["type"], date["value"]) == (quote, kind, value)
    assert (date["begin"], date["end"], date["anchor"]) == (None, None, "unresolved")


REFUSED = [
    "It is bound by the 1951 Refugee Convention.",
    "It is bound by the 1951 UN Refugee Convention and its accompanying 1967 Protocol.",
    "It cites a 1986 bilateral border protocol.",
    "It is bound by the Convention of 1951.",
    "It cites Resolution 2397 (2017).",
    "It cites the Convention relating to the Status of Stateless Persons (1954).",
    "The band plays iLife '11 and the Harbour 2000 Index.",
    "It cites the Aliens Act 2006.",
    "It took in 2000 people.",
    "It took in 1984 refugees.",
    "It cost $2015 a head.",
    "It is 1950 km away.",
    "Prime Minister May may march on.",
    "They will march, and may win.",
    "The Long March took them north.",
    "It fell on Black Friday.",
    "A 27-year-old man, 30 years old at most, was held.",
    "It was on 30 February.",
    "It is in Article 12 May notwithstanding.",
    "They earn 40 a day.",
    "The sun sat low and the second man left.",
    "They left at the fall of the city.",
    "It is in document A/2019/12.",
    "They lost three quarters of the land.",
    "The Department of Environment and Conservation (DEC) asked SEP.",
    "See chapter 2021, room 1984 and flight 2010.",
    "He came second and then third.",
    "Call 2023-555 now-defunct.",
]


@pytest.mark.parametrize("text", REFUSED)
def test_look_alikes_are_no_dates(text: str) -> None:
    assert read(text) == []


def test_a_year_inside_a_legal_reference_is_no_date() -> None:
    text = "The 1984 instrument binds both, and in 1990 a third joined."
    doc = make_doc(text)
    add_claims(doc, [new_claim(doc, "legal", 0, len("The 1984 instrument"), {}, extractor="t")])
    assert [claim["quote"] for claim in DateFinder().find(doc)] == ["1990"]


def test_the_date_of_an_accession_is_a_date_although_a_legal_claim_holds_it() -> None:
    text = "It acceded on 2 October 2007 to all three."
    doc = make_doc(text)
    add_claims(doc, [new_claim(doc, "legal", 3, 28, {"status": "acceded"}, extractor="t")])
    assert [claim["quote"] for claim in DateFinder().find(doc)] == ["2 October 2007"]


ANCHORS = [
    ("They left in August 2020.", PUBLISHED, "explicit", []),
    ("They left in August.", PUBLISHED, "year_inferred", ["year_inferred"]),
    ("They left on Monday.", PUBLISHED, "relative", ["relative_date"]),
    ("They left last month.", "2023-10", "relative", ["relative_date"]),
    ("They left last year.", "2023", "relative", ["relative_date"]),
    ("They left in August.", "2023-10", "year_inferred", ["year_inferred"]),
    ("They left in August.", "2023", "unresolved", ["year_unresolved"]),
    ("They left in August.", None, "unresolved", ["year_unresolved"]),
    ("They left on Monday.", "2023-10", "unresolved", []),
    ("They left this week.", "2023-10", "unresolved", ["relative_date"]),
    ("They left yesterday.", None, "unresolved", ["relative_date"]),
    ("They left last year.", None, "unresolved", ["relative_date"]),
]


@pytest.mark.parametrize(("text", "published", "anchor", "flags"), ANCHORS)
def test_the_anchor_says_how_a_date_was_resolved(text: str, published: str | None, anchor: str, flags: list[str]) -> None:
    (claim,) = DateFinder().find(make_doc(text, published))
    assert (claim["date"]["anchor"], claim["_flags"]) == (anchor, flags)


def test_a_full_date_decides_a_weekday_where_only_the_month_of_publication_is_known() -> None:
    text = "The office confirmed it on Oct. 12, 2023. The men were taken on Tuesday."
    assert read(text, "2023-10")[-1][1] == "2023-10-10"


def test_a_date_line_dates_an_undated_article() -> None:
    text = "Ferry lost off the cape\n\nMay 4, 2021\n\nThe ferry was lost on Monday and found in calm water the next day."
    assert [row[1] for row in read(text, None)] == ["2021-05-04", "2021-05-03", "2021-05-04"]


YEARS_OF_WAR = " ".join(f"In {year} the line moved." for year in range(1941, 1953))


def test_a_history_goes_on_from_its_own_dates_and_news_from_its_publication() -> None:
    assert read(YEARS_OF_WAR + " In March 1953 it broke. In June peace came.")[-1][1] == "1953-06"
    assert read(YEARS_OF_WAR + " In March 1953 it broke. Veterans met on Monday and yesterday. In June more came.")[-1][1] == "2023-06"
    assert read("In March 1953 it broke. In June peace came.")[-1][1] == "2023-06"


ORDER_BROKEN = [
    ("It happened in August (with 80), September (with 40), and July (with nearly 50).", ["2023-08", "2023-09", "XXXX-07"]),
    ("It happened in April (12), May (9) and February (30).", ["2023-04", "2023-05", "XXXX-02"]),
    ("It happened in September (12), August (9) and July (30).", ["2023-09", "2023-08", "2023-07"]),
    ("It happened in November (12), December (9) and January (30).", ["2022-11", "2022-12", "2023-01"]),
]


@pytest.mark.parametrize(("text", "values"), ORDER_BROKEN)
def test_a_month_that_breaks_the_order_of_its_list_is_unresolved(text: str, values: list[str]) -> None:
    claims = DateFinder().find(make_doc(text))
    assert [claim["date"]["value"] for claim in claims] == values
    for claim in claims:
        assert ("year_unresolved" in claim["_flags"]) == claim["date"]["value"].startswith("XXXX")


def test_a_sentence_break_inside_a_date_does_not_part_it() -> None:
    doc = Doc(VOCAB, words=["On", "14", "June", "2020", "they", "left", "."], sent_starts=[True, False, True, False, False, False, False])
    assert [claim["quote"] for claim in DateFinder().find(doc)] == ["14 June 2020"]


NUMERIC = [
    ("Seen on 9/10/2022 and on 25/10/2022.", "2022-10-09"),
    ("Seen on 9/10/2022 and on 10/25/2022.", "2022-09-10"),
    ("Seen on 9/10/2022 and on 5 May and 6 June.", "2022-10-09"),
    ("Seen on 9/10/2022 and on May 5 and June 6.", "2022-09-10"),
    ("Seen on 9/11/2023.", "2023-09-11"),  # 9 November had not come yet
]


@pytest.mark.parametrize(("text", "value"), NUMERIC)
def test_the_article_decides_how_its_numeric_dates_are_read(text: str, value: str) -> None:
    assert read(text)[0][1] == value


def test_evidence_shows_where_each_part_of_a_range_was_read() -> None:
    text = "They came from July 2016 to June 2017."
    (claim,) = DateFinder().find(make_doc(text))
    spans = claim["evidence"]["date.value"]
    assert [text[start:end] for start, end in spans] == ["July 2016", "June 2017"]


def test_offsets_count_code_points_and_lie_inside_tokens() -> None:
    text = "\U0001f6a2 lost on\u00a0May 3,\u00a02020—and foundon 4 May 2020."
    for claim in DateFinder().find(make_doc(text)):
        assert text[claim["start"] : claim["end"]] == claim["quote"]
    assert [row[1] for row in read(text)] == ["2020-05-03", "2020-05-04"]


def test_finding_leaves_the_doc_as_it_is_and_calling_adds_the_claims() -> None:
    doc = make_doc("They left in August 2020.")
    finder = DateFinder()
    found = finder.find(doc)
    assert doc._.counterclaim == ()
    assert finder(doc)._.counterclaim == tuple(found)


@pytest.mark.parametrize(
    ("words", "tags", "deps", "heads", "value"),
    [
        # "Talks on Monday failed": the verb looks back, "will" belongs to another sentence part
        (
            ["Talks", "on", "Monday", "failed", "."],
            ["NNS", "IN", "NNP", "VBD", "."],
            ["nsubj", "case", "nmod", "ROOT", "punct"],
            [3, 2, 0, 3, 3],
            "2023-10-09",
        ),
        (
            ["It", "will", "on", "Monday", "open"],
            ["PRP", "MD", "IN", "NNP", "VB"],
            ["nsubj", "aux", "case", "obl", "ROOT"],
            [4, 4, 3, 4, 4],
            "2023-10-16",
        ),
        (
            ["It", "is", "set", "to", "open", "Monday"],
            ["PRP", "VBZ", "VBN", "TO", "VB", "NNP"],
            ["nsubj", "aux:pass", "ROOT", "mark", "xcomp", "obl"],
            [2, 2, 2, 4, 2, 4],
            "2023-10-16",
        ),
    ],
)
def test_the_governing_verb_decides_the_direction(words: list[str], tags: list[str], deps: list[str], heads: list[int], value: str) -> None:
    doc = Doc(VOCAB, words=words, tags=tags, deps=deps, heads=heads, pos=["VERB" if t.startswith("VB") else "X" for t in tags])
    doc._.counterclaim_article = {"id": "a", "published": PUBLISHED, "zones": [], "publisher": None, "title": None}
    assert DateFinder().find(doc)[0]["date"]["value"] == value


def test_what_follows_a_dated_happening_has_its_date() -> None:
    assert read("They were held after Sunday's march.") == [("Sunday", "2023-10-08", "2023-10-08", "2023-10-08")]
