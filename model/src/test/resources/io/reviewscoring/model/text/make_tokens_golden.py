"""Writes tokens-golden.jsonl: what Keras' text_to_word_sequence makes of awkward texts.

The function's four lines (lower, translate, split, drop empties) stand below, so that no Keras is
needed. Run it with Python 3 in this folder; the texts are made here, none is anybody's review.
"""

import json
import random
import unicodedata

FILTERS = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n'


def tokens(text):
    text = text.lower()
    text = text.translate(str.maketrans({c: " " for c in FILTERS}))
    return [token for token in text.split(" ") if token]


TEXTS = [
    "",
    " ",
    "\t\n",
    "movie is great",
    "Acting was good; direction was horrible",
    "  leading, trailing...  ",
    "it's don't 'quoted' rock'n'roll",
    "a\rb c\u00a0d e\u2028f g\u000bh i\u000cj",
    "well-known <br /><br />MIXED_case 10/10 3.5 $5",
    FILTERS,
    "x".join(FILTERS),
    "caf\u00e9 CAF\u00c9 cafe\u0301 CAFE\u0301 \u00c5NGSTR\u00d6M stra\u00dfe STRASSE \u1e9e",
    "\u0130STANBUL I\u0131\u0130 \u212a\u212b\u2126",
    "\u01c5 \u01c4 \u1f88 \u1ffc \u2160\u24b6",
    "\u039f\u0394\u039f\u03a3 \u039f\u0394\u039f\u03a3. \u03a3 \u03a3\u0391\u03a3 \u0391\u03a3'\u0391 \u0391\u03a3\u2019\u0391",
    "\u0391\u03a3-\u0391 \u0391\u03a3.\u0391 \u0391\u03a3:\u0391 \u0391\u03a3^\u0391 \u0391\u03a3\u0301\u0391 \u0391\u03a31 1\u03a3 \u0391\u0301\u03a3",
    "\u201cquotes\u201d \u2013 dashes \u2014 ellipsis\u2026 \u00abguillemets\u00bb \u00bfque\u00bf",
    "\u6620\u753b\u306f\u7d20\u6674\u3089\u3057\u3044 \uff21\uff22\uff23\uff0c\uff0e",
    "\U0001f600 good\U0001f600bad \U0001f468\u200d\U0001f469\u200d\U0001f467 \U00010400\U00010428 \U0001d400",
    "\u041a\u0418\u041d\u041e \u0413\u041e\u0414\u0410 \u10a0 \u13a0 \u1c90",
    "\ufeffbom z\u200bw soft\u00adhyphen",
    "word " * 50,
]


def random_text(random_numbers, alphabet):
    return "".join(random_numbers.choice(alphabet) for _ in range(random_numbers.randrange(60)))


def main():
    random_numbers = random.Random(20)
    ascii_characters = [chr(c) for c in range(128)]
    # What was assigned by Unicode 13, the version of Java 17: later capitals are unknown to it.
    greek = list("\u0391\u03b1\u03a3\u03a3\u03a3\u03c3\u03c2'\u2019.:-^1 \u0301\u00ad\u02b0\u0345\u00b7")
    anything = [
        chr(c)
        for c in range(128, 0x1F000)
        if unicodedata.ucd_3_2_0.category(chr(c)) not in ("Cn", "Cs", "Co")
    ]
    texts = list(TEXTS)
    for alphabet in (ascii_characters, greek, greek, anything, ascii_characters + anything[:400]):
        texts += [random_text(random_numbers, alphabet) for _ in range(60)]
    with open("tokens-golden.jsonl", "w", encoding="ascii", newline="\n") as out:
        for text in texts:
            out.write(json.dumps({"text": text, "tokens": tokens(text)}) + "\n")


if __name__ == "__main__":
    main()
