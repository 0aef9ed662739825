"""Writes the models that ImportedModelsTest imports, with the scores that their own framework gives.

    python -m venv v && v/bin/pip install keras==3.15.1 tensorflow-cpu==2.21.0 tf-keras==2.21.0 torch==2.15.0 safetensors==0.8.0
    v/bin/python make_models.py .

Weights are random, of fixed seeds; what is compared is arithmetic. Texts have the words w0 to w39, of
which the vocabularies know 30, at the lengths 0, 1, just short, exact and over.
"""

import json
import os
import random
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import numpy as np

LENGTH = 12
WORDS = 30
OUT = sys.argv[1]


def texts():
    draw = random.Random(7)
    lengths = [0, 1, LENGTH - 2, LENGTH - 1, LENGTH, LENGTH + 1, 3 * LENGTH]
    made = []
    for i in range(50):
        length = lengths[i % len(lengths)] if i < 35 else draw.randrange(0, 30)
        made.append(" ".join("w%d" % draw.randrange(0, 40) for _ in range(length)))
    return made


TEXTS = texts()


def ids(text, start=1, unknown=2, offset=4, pre=True, pre_truncated=True):
    row = [] if start is None else [start]
    for word in text.split():
        rank = int(word[1:])
        if rank < WORDS:
            row.append(rank + offset)
        elif unknown is not None:
            row.append(unknown)
    row = row[-LENGTH:] if pre_truncated else row[:LENGTH]
    pads = [0] * (LENGTH - len(row))
    return pads + row if pre else row + pads


SCORES = {}


def expect(name, scores):
    scores = np.asarray(scores, dtype=np.float64)
    if scores.ndim == 2 and scores.shape[1] == 2:
        scores = scores[:, 1]
    scores = scores.reshape(-1)
    assert len(scores) == len(TEXTS)
    # A mean of no places is no number in Keras.
    SCORES[name] = [None if np.isnan(score) else round(float(score), 9) for score in scores]
    finite = scores[~np.isnan(scores)]
    print("%-28s %.4f to %.4f" % (name, finite.min(), finite.max()))


def write_scores(family):
    with open(os.path.join(OUT, "scores-%s.json" % family), "w") as out:
        json.dump({"texts": TEXTS, "scores": SCORES}, out)


def randomized(model, seed):
    """Keras' own beginnings have zeros for biases, ones for scales."""
    draw = np.random.RandomState(seed)
    for layer in model.layers:
        weights = layer.get_weights()
        made = []
        for i, w in enumerate(weights):
            value = draw.normal(0, 0.5, w.shape).astype("float32")
            if "normalization" in layer.name and i == len(weights) - 1:  # the variance
                value = np.abs(value) + 0.3
            made.append(value)
        layer.set_weights(made)
    return model


def keras_models(keras, l, extension, prefix):
    def emb(mask=False):
        return l.Embedding(WORDS + 4, 8, mask_zero=mask)

    def end():
        return [l.Dense(1, activation="sigmoid")]

    def functional(layers):
        inputs = keras.Input((LENGTH,), dtype="int32")
        x = inputs
        for layer in layers:
            x = layer(x)
        return keras.Model(inputs, x)

    make = {
        "seed": [emb(), l.Dropout(0.2), l.Conv1D(6, 3, activation="relu"), l.MaxPooling1D(2), l.LSTM(5)] + end(),
        "bilstm": [emb(), l.Bidirectional(l.LSTM(6))] + end(),
        "bilstm-mask": [emb(True), l.Bidirectional(l.LSTM(6, dropout=0.1))] + end(),
        "bilstm-sum": [emb(True), l.Bidirectional(l.LSTM(6), merge_mode="sum"), l.Dense(4, activation="tanh")] + end(),
        "stacked": [emb(True), l.SpatialDropout1D(0.2), l.LSTM(6, return_sequences=True), l.LSTM(5)] + end(),
        "stacked-bi": [emb(True), l.Bidirectional(l.LSTM(5, return_sequences=True)), l.Bidirectional(l.GRU(4))] + end(),
        "stacked-plain": [emb(), l.GRU(6, return_sequences=True), l.Bidirectional(l.LSTM(4, return_sequences=True)), l.GlobalMaxPooling1D()] + end(),
        "gru": [emb(), l.GRU(7)] + end(),
        "gru-before": [emb(), l.GRU(7, reset_after=False)] + end(),
        "gru-mask": [emb(True), l.GRU(7, reset_after=False)] + end(),
        "gru-nobias": [emb(), l.GRU(5, use_bias=False)] + end(),
        "simple": [emb(), l.SimpleRNN(9)] + end(),
        "simple-relu": [emb(True), l.SimpleRNN(6, activation="relu", return_sequences=True), l.GlobalMaxPooling1D()] + end(),
        "conv-same": [emb(), l.Conv1D(8, 4, padding="same", activation="tanh"), l.GlobalMaxPooling1D(), l.Dense(6, activation="relu")] + end(),
        "conv-linear": [emb(), l.Conv1D(9, 3), l.Activation("relu"), l.MaxPooling1D(3), l.Flatten()] + end(),
        "conv-conv": [emb(), l.Conv1D(10, 3, activation="relu"), l.Conv1D(6, 3, padding="same", activation="relu"), l.GlobalAveragePooling1D()] + end(),
        "average": [emb(), l.GlobalAveragePooling1D(), l.Dense(8, activation="relu"), l.Dropout(0.5)] + end(),
        "average-mask": [emb(True), l.GlobalAveragePooling1D()] + end(),
        "normalized": [emb(), l.Conv1D(8, 3, activation="relu"), l.BatchNormalization(), l.MaxPooling1D(2), l.LSTM(4), l.BatchNormalization()] + end(),
        "normalized-before": [emb(), l.Conv1D(8, 3, use_bias=False), l.BatchNormalization(), l.Activation("relu"), l.GlobalMaxPooling1D(), l.Dense(5), l.BatchNormalization(scale=False), l.Activation("tanh")] + end(),
        "softmax": [emb(), l.GRU(5), l.Dense(2, activation="softmax")],
        "softmax-layer": [emb(), l.GlobalMaxPooling1D(), l.Dense(2), l.Activation("softmax")],
        "dense-steps": [emb(True), l.Dense(6, activation="sigmoid"), l.LSTM(5)] + end(),
    }
    wanted = {
        "k3": list(make),
        "k3h5": ["seed", "bilstm-mask", "gru", "gru-before", "normalized", "softmax"],
        "k2": ["seed", "bilstm-mask", "stacked-bi", "gru", "gru-before", "simple", "conv-linear", "normalized", "normalized-before", "softmax", "average-mask"],
    }[prefix]
    rows = np.array([ids(text) for text in TEXTS], dtype="int32")
    for seed, name in enumerate(wanted):
        layers = make[name]
        if name in ("bilstm", "conv-same", "softmax"):
            model = functional(layers)
        else:
            model = keras.Sequential([keras.Input((LENGTH,), dtype="int32")] + layers)
        try:
            model = randomized(model, seed)
            scores = model.predict(rows, verbose=0)
        except Exception as e:  # what a version of Keras refuses is no case
            print("%s-%s: %s" % (prefix, name, str(e).splitlines()[0]))
            continue
        full = "%s-%s" % (prefix, name)
        model.save(os.path.join(OUT, full + extension))
        expect(full, scores)


def keras_layouts(keras, l):
    """Other layouts of rows: pads behind, no start, a Tokenizer's ids, a TextVectorization's vocabulary."""
    for name, how, layers in [
        ("post", dict(pre=False, pre_truncated=False), [l.Embedding(WORDS + 4, 6), l.LSTM(5)]),
        ("post-mask", dict(pre=False), [l.Embedding(WORDS + 4, 6, mask_zero=True), l.Bidirectional(l.LSTM(5))]),
        ("no-start", dict(start=None, unknown=None, offset=1), [l.Embedding(WORDS + 1, 6), l.GRU(5)]),
        ("oov", dict(start=None, unknown=1, offset=2), [l.Embedding(WORDS + 2, 6, mask_zero=True), l.LSTM(5)]),
    ]:
        model = keras.Sequential([keras.Input((LENGTH,), dtype="int32")] + layers + [l.Dense(1, activation="sigmoid")])
        randomized(model, 50 + len(name))
        model.save(os.path.join(OUT, "k3-layout-%s.keras" % name))
        expect("k3-layout-" + name, model.predict(np.array([ids(t, **how) for t in TEXTS]), verbose=0))
    vectorize = l.TextVectorization(
        max_tokens=WORDS + 2,
        standardize="lower",
        output_mode="int",
        output_sequence_length=LENGTH,
        vocabulary=["w%d" % i for i in range(WORDS)],
    )
    model = keras.Sequential(
        [keras.Input((1,), dtype="string"), vectorize, l.Embedding(WORDS + 2, 6), l.Conv1D(8, 3, activation="relu"), l.GlobalMaxPooling1D(), l.Dense(1, activation="sigmoid")]
    )
    draw = np.random.RandomState(3)
    for layer in model.layers[1:]:
        layer.set_weights([draw.normal(0, 0.5, w.shape).astype("float32") for w in layer.get_weights()])
    import tensorflow as tf

    model.save(os.path.join(OUT, "k3-vectorization.keras"))
    expect("k3-vectorization", model.predict(tf.constant([[t] for t in TEXTS]), verbose=0))


def words():
    index = {"w%d" % i: i + 1 for i in range(40)}
    json.dump(index, open(os.path.join(OUT, "word_index.json"), "w"))
    counts = {w: 100 - i for w, i in index.items()}
    config = dict(
        num_words=WORDS + 1, filters='!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n', lower=True, split=" ", char_level=False,
        oov_token=None, document_count=1, word_counts=json.dumps(counts), word_docs="{}", index_docs="{}",
        index_word=json.dumps({i: w for w, i in index.items()}), word_index=json.dumps(index),
    )
    json.dump(dict(class_name="Tokenizer", config=config), open(os.path.join(OUT, "tokenizer.json"), "w"))
    shifted = {"<OOV>": 1, **{w: i + 1 for w, i in index.items()}}
    config.update(num_words=WORDS + 2, oov_token="<OOV>", word_index=json.dumps(shifted))
    json.dump(dict(class_name="Tokenizer", config=config), open(os.path.join(OUT, "tokenizer-oov.json"), "w"))


def torch_models():
    import torch
    from safetensors.torch import save_file

    rows = torch.tensor([ids(text) for text in TEXTS])

    class Net(torch.nn.Module):
        def __init__(self, embedding, body, dense):
            super().__init__()
            self.embedding = embedding
            self.body = body
            self.dense = dense

    def run(name, layers, forward, module):
        torch.manual_seed(len(name))
        for p in module.parameters():
            torch.nn.init.normal_(p, 0, 0.4)
        module.eval()
        with torch.no_grad():
            scores = forward(module, rows).numpy()
        save_file(module.state_dict(), os.path.join(OUT, "torch-%s.safetensors" % name))
        json.dump({"layers": layers}, open(os.path.join(OUT, "torch-%s.json" % name), "w"), indent=1)
        expect("torch-" + name, scores)

    def emb():
        return torch.nn.Embedding(WORDS + 4, 8)

    def lin(n, m=1):
        return torch.nn.Linear(n, m)

    E = {"type": "Embedding", "weights": "embedding"}
    D = {"type": "Linear", "weights": "dense"}
    S = {"type": "Sigmoid"}
    sig = torch.sigmoid

    m = Net(emb(), torch.nn.LSTM(8, 6, batch_first=True, bidirectional=True), lin(12))
    run("bilstm", [E, {"type": "LSTM", "weights": "body", "bidirectional": True, "output": "last"}, D, S],
        lambda m, r: sig(m.dense(m.body(m.embedding(r))[1][0].permute(1, 0, 2).reshape(len(r), -1))), m)
    m = Net(emb(), torch.nn.GRU(8, 6, batch_first=True), lin(6))
    run("gru", [E, {"type": "GRU", "weights": "body", "output": "last"}, D, S],
        lambda m, r: sig(m.dense(m.body(m.embedding(r))[0][:, -1])), m)
    m = Net(emb(), torch.nn.LSTM(8, 5, num_layers=2, batch_first=True), lin(5, 2))
    run("stacked", [E, {"type": "LSTM", "weights": "body", "layers": 2, "output": "last"}, D, {"type": "Softmax"}],
        lambda m, r: torch.softmax(m.dense(m.body(m.embedding(r))[0][:, -1]), 1), m)
    m = Net(emb(), torch.nn.Conv1d(8, 9, 3), lin(9))
    run("conv", [E, {"type": "Conv1d", "weights": "body"}, {"type": "ReLU"}, {"type": "AdaptiveMaxPool1d"}, D, S],
        lambda m, r: sig(m.dense(torch.relu(m.body(m.embedding(r).permute(0, 2, 1))).amax(2))), m)
    m = Net(emb(), torch.nn.RNN(8, 7, batch_first=True), lin(7))
    run("rnn", [E, {"type": "RNN", "weights": "body", "output": "sequence"}, {"type": "AdaptiveAvgPool1d"}, D, S],
        lambda m, r: sig(m.dense(m.body(m.embedding(r))[0].mean(1))), m)


if __name__ == "__main__":
    os.makedirs(OUT, exist_ok=True)
    words()
    which = sys.argv[2] if len(sys.argv) > 2 else "all"
    if which == "all":
        for each in ["k3", "k2", "torch"]:
            code = os.spawnv(os.P_WAIT, sys.executable, [sys.executable, __file__, OUT, each])
            assert code == 0, each
    elif which == "k3":
        import keras

        keras.utils.set_random_seed(1)
        keras_models(keras, keras.layers, ".keras", "k3")
        keras_models(keras, keras.layers, ".h5", "k3h5")
        keras_layouts(keras, keras.layers)
        write_scores(which)
    elif which == "k2":
        import tf_keras

        tf_keras.utils.set_random_seed(1)
        keras_models(tf_keras, tf_keras.layers, ".h5", "k2")
        write_scores(which)
    else:
        torch_models()
        write_scores(which)
