import json
from importlib import resources

from evaluation.report.book import make_book
from evaluation.report.topic import event_nouns, topic_text
from tests.evaluation.report.story import make_story


def test_every_noun_belongs_to_a_family_of_events() -> None:
    lines = resources.files("pipeline.data").joinpath("events.jsonl").read_text("utf-8").splitlines()
    families = {json.loads(line)["state"] for line in lines}
    assert set(event_nouns()) <= families
    assert {"dead", "returned", "detained", "displaced"} <= set(event_nouns())
    assert list(event_nouns()) == sorted(event_nouns())


def test_topic_names_what_most_articles_count() -> None:
    assert topic_text(make_book(*make_story())) == "evacuations"
