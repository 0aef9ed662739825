#!/usr/bin/env python3
"""How VADER, TextBlob and fastText do on the parts that `evaluate --export FOLDER` writes.

    python3 -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python rivals.py FOLDER [vader] [textblob] [fasttext]

One line for each rival and test part: accuracy with its 95 % interval (Wilson), and reviews a second on
one core. VADER and TextBlob are called as their pages show, a score of 0 or more being positive. fastText
learns words and pairs from all training parts together; its settings are chosen on a tenth of each that it
doesn't learn from, by the mean accuracy over the sources, and the best are then learnt from all. Its text
is prepared as its tutorial does; its speed stands with that in Python, and without it.
"""

import json
import math
import os
import pathlib
import random
import re
import sys
import tempfile
import time

SEED = 1
SETTINGS = [
    {"lr": lr, "epoch": epoch, "dim": dim}
    for dim, lr, epoch in [
        (10, 0.1, 5), (10, 0.5, 5), (10, 0.5, 10), (10, 0.25, 25), (10, 0.5, 25), (10, 1.0, 25),
        (10, 0.5, 50), (100, 0.1, 5), (100, 0.5, 25),
    ]
]
PUNCTUATION = re.compile(r"([.!?,'/()\"])")


def read(file):
    """[(text, positive)]"""
    with open(file, encoding="utf-8") as lines:
        return [(r["text"], r["label"] == 1) for r in map(json.loads, lines)]


def interval(hits, trials):
    z = 1.959963984540054
    share, z2 = hits / trials, z * z / trials
    centre = (share + z2 / 2) / (1 + z2)
    half = z * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials)) / (1 + z2)
    return centre - half, centre + half


def say(rival, source, said, reviews, seconds, note=""):
    hits = sum(s == positive for s, (_, positive) in zip(said, reviews))
    low, high = interval(hits, len(reviews))
    print(
        f"{rival:10} {source:20} {len(reviews):7,} reviews  {hits / len(reviews):.4f} "
        f"({low:.4f} to {high:.4f})  {len(reviews) / seconds:10,.0f} a second{note}",
        flush=True,
    )


def lexicon(rival, score, tests):
    for source, reviews in tests.items():
        for text, _ in reviews[:200]:
            score(text)
        start = time.perf_counter()
        said = [score(text) >= 0 for text, _ in reviews]
        say(rival, source, said, reviews, time.perf_counter() - start)


def vader(tests, _):
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    lexicon("vader", lambda text: analyzer.polarity_scores(text)["compound"], tests)


def textblob(tests, _):
    from textblob import TextBlob

    lexicon("textblob", lambda text: TextBlob(text).sentiment.polarity, tests)


def prepared(text):
    return PUNCTUATION.sub(r" \1 ", text.replace("<br />", " ").lower()).replace("\n", " ")


def taught(parts, settings):
    import fasttext as library

    lines = [f"__label__{int(positive)} {prepared(text)}\n" for part in parts for text, positive in part]
    random.Random(SEED).shuffle(lines)
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8", delete=False) as file:
        file.writelines(lines)
    try:
        return library.train_supervised(
            file.name, wordNgrams=2, thread=1, seed=SEED, verbose=0, **settings
        )
    finally:
        os.remove(file.name)


def ask(model, lines):
    labels, _ = model.predict(lines)
    return [label[0] == "__label__1" for label in labels]


def fasttext(tests, trainings):
    learning, choosing = [], {}
    for source, reviews in trainings.items():
        shuffled = random.Random(SEED).sample(reviews, len(reviews))
        held = len(shuffled) // 10
        choosing[source], rest = shuffled[:held], shuffled[held:]
        learning.append(rest)
    best, best_settings = 0, SETTINGS[0]
    for settings in SETTINGS:
        start = time.perf_counter()
        model = taught(learning, settings)
        shares = []
        for reviews in choosing.values():
            said = ask(model, [prepared(text) for text, _ in reviews])
            shares.append(sum(s == p for s, (_, p) in zip(said, reviews)) / len(reviews))
        mean = sum(shares) / len(shares)
        print(
            f"fasttext   {settings}: held out {mean:.4f}, of it "
            + ", ".join(f"{s} {a:.4f}" for s, a in zip(choosing, shares))
            + f"; {time.perf_counter() - start:.0f} s",
            flush=True,
        )
        if mean > best:
            best, best_settings = mean, settings
    print(f"fasttext   chosen: {best_settings}", flush=True)
    model = taught(list(trainings.values()), best_settings)
    for source, reviews in tests.items():
        ask(model, [prepared(text) for text, _ in reviews[:200]])
        start = time.perf_counter()
        lines = [prepared(text) for text, _ in reviews]
        middle = time.perf_counter()
        said = ask(model, lines)
        end = time.perf_counter()
        alone = f", {len(reviews) / (end - middle):,.0f} once prepared"
        say("fasttext", source, said, reviews, end - start, alone)


def main():
    folder = pathlib.Path(sys.argv[1])
    chosen = sys.argv[2:] or ["vader", "textblob", "fasttext"]
    tests = {f.name[: -len(".test.ndjson")]: read(f) for f in sorted(folder.glob("*.test.ndjson"))}
    trainings = {f.name[: -len(".train.ndjson")]: read(f) for f in sorted(folder.glob("*.train.ndjson"))}
    for name in chosen:
        {"vader": vader, "textblob": textblob, "fasttext": fasttext}[name](tests, trainings)


if __name__ == "__main__":
    main()
