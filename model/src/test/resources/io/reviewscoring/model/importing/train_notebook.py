"""Trains the notebook's network in real Keras on the IMDB reviews, and writes what an import of it takes.

    v/bin/python train_notebook.py aclImdb_v1.tar.gz DIRECTORY
    ./review-scoring import DIRECTORY/notebook.keras --words DIRECTORY/word_index.json \\
        --expect DIRECTORY/scores.ndjson --model-version notebook-1 --out DIRECTORY/notebook.zip

All 25,000 test reviews are expected scores: the import ends where one is off by more than 1e-5, and says the largest
difference otherwise. Takes the packages that make_models.py does.
"""

import collections
import json
import os
import sys
import tarfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np

WORDS, LENGTH = 20_000, 100
FILTERS = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n'  # of Keras' text_to_word_sequence
BLANKS = str.maketrans(FILTERS, " " * len(FILTERS))


def words(text):
    return [word for word in text.lower().translate(BLANKS).split(" ") if word]


def reviews(archive):
    parts = {"train": [], "test": []}
    with tarfile.open(archive) as tar:
        for member in tar:
            path = member.name.split("/")
            if len(path) == 4 and path[1] in parts and path[2] in ("pos", "neg"):
                text = tar.extractfile(member).read().decode("utf-8")
                parts[path[1]].append((path[2], path[3], text))
    return [sorted(parts[part]) for part in ("train", "test")]


def rows(texts, index):
    ids = [[1] + [index.get(word, WORDS) + 3 for word in words(text)] for text in texts]
    return keras.utils.pad_sequences([[i if i < WORDS else 2 for i in row] for row in ids], maxlen=LENGTH)


archive, out = sys.argv[1:]
os.makedirs(out, exist_ok=True)
keras.utils.set_random_seed(1)
train, test = reviews(archive)
counts = collections.Counter(word for _, _, text in train for word in words(text))
ranked = sorted(counts, key=lambda word: (-counts[word], word))
index = {word: i + 1 for i, word in enumerate(ranked)}
with open(os.path.join(out, "word_index.json"), "w") as file:
    json.dump(index, file)

layers = keras.layers
model = keras.Sequential(
    [
        keras.Input((LENGTH,), dtype="int32"),
        layers.Embedding(WORDS, 128),
        layers.Dropout(0.25),
        layers.Conv1D(64, 5, activation="relu"),
        layers.MaxPooling1D(4),
        layers.LSTM(70),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
labels = [np.array([kind == "pos" for kind, _, _ in part], "float32") for part in (train, test)]
model.fit(rows([text for _, _, text in train], index), labels[0], batch_size=30, epochs=2, verbose=2)
model.save(os.path.join(out, "notebook.keras"))

scores = model.predict(rows([text for _, _, text in test], index), batch_size=250, verbose=0)[:, -1]
with open(os.path.join(out, "scores.ndjson"), "w") as file:
    for (_, _, text), score in zip(test, scores):
        file.write(json.dumps({"text": text, "score": float(score)}) + "\n")
print("accuracy on %d test reviews: %.5f" % (len(test), np.mean((scores >= 0.5) == labels[1])))
print("scores within 1e-5 of 0.5: %d" % np.sum(np.abs(scores.astype("float64") - 0.5) <= 1e-5))
