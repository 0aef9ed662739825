"""Scores rows of ids with Keras for the benchmark: a bundle's weights in Keras' own layers, on one thread.

    python keras_scores.py network.zip

First says its version in one line. Then reads how many rows come and the rows' ids, 32 bits each, and answers as
many scores, until there is nothing left to read.
"""

import json
import os
import struct
import sys
import zipfile

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["OMP_NUM_THREADS"] = "1"
answers = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)  # what libraries print is no answer

import keras
import numpy as np

if keras.backend.backend() == "tensorflow":
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
elif keras.backend.backend() == "torch":
    import torch

    torch.set_num_threads(1)


def tensors(file):
    size = struct.unpack("<Q", file[:8])[0]
    header = json.loads(file[8 : 8 + size])
    header.pop("__metadata__", None)
    return {
        name: np.frombuffer(file, "<f4", int(np.prod(t["shape"])), 8 + size + t["data_offsets"][0]).reshape(t["shape"])
        for name, t in header.items()
    }


with zipfile.ZipFile(sys.argv[1]) as bundle:
    layers = json.loads(bundle.read("manifest.json"))["layers"]
    weights = tensors(bundle.read("weights.safetensors"))

ids, embedding, recurrent, dense, _ = layers
length = ids["sequenceLength"]
kind = {"lstm": keras.layers.LSTM, "gru-reset-after": keras.layers.GRU}[recurrent["cell"]]
both = recurrent["ways"] == "both"
layer = kind(recurrent["units"])
model = keras.Sequential(
    [
        keras.Input((length,), dtype="int32"),
        keras.layers.Embedding(embedding["vocabularySize"], embedding["embeddingSize"], mask_zero=embedding["mask"]),
        keras.layers.Bidirectional(layer) if both else layer,
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
ways = ["forward.", "backward."] if both else [""]
parts = [recurrent["name"] + "." + way + part for way in ways for part in ["kernel", "recurrent", "bias"]]
names = ["embedding"] + parts + [dense["name"] + ".kernel", dense["name"] + ".bias"]
model.set_weights([weights[name].reshape(w.shape) for name, w in zip(names, model.get_weights())])
model.predict_on_batch(np.zeros((1, length), "int32"))
answers.write(("%s on %s\n" % (keras.__version__, keras.backend.backend())).encode())
answers.flush()

questions = os.fdopen(os.dup(0), "rb")
while True:
    head = questions.read(4)
    if len(head) < 4:
        break
    count = struct.unpack("<i", head)[0]
    rows = np.frombuffer(questions.read(4 * count * length), "<i4").reshape(count, length)
    answers.write(np.asarray(model.predict_on_batch(rows), "<f4").tobytes())
    answers.flush()
