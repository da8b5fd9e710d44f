import json
from importlib import resources

from evaluation.report.book import make_book
from evaluation.report.topic import event_nouns, topic_text
from tests.evaluation.report.story import make_story


def test_families_of_events_have_nouns() -> None:
    lines = resources.files("pipeline.data").joinpath("events.jsonl").read_text("utf-8").splitlines()
    families = {json.loads(line)["state"] for line in lines}
    assert len(families & set(event_nouns())) >= 40
    assert {"dead", "returned", "detained", "displaced"} <= set(event_nouns())
    assert list(event_nouns()) == sorted(event_nouns())


def test_topic_names_what_most_articles_count() -> None:
    assert topic_text(make_book(*make_story())) == "evacuations"
