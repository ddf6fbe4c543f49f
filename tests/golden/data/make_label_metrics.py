# SPDX-License-Identifier: Apache-2.0
"""Golden metrics of labelled rows from scikit-learn 1.9.1 (and SciPy's pearsonr, numpy 2).

Run in the reference environment:
    python tests/golden/data/make_label_metrics.py
Writes label_metrics.json beside this file: of each case the model's answers (logits, exact in float32), the targets, and every metric. Tolerance of the test: 1e-9
(2e-6 where chances of float32 logits take part). ece is the mean over scikit-learn's calibration_curve bins by their rows, which it does not give itself.
"""
import json
import pathlib

import numpy as np
from scipy.stats import pearsonr
from sklearn import calibration, metrics

HERE = pathlib.Path(__file__).parent


def reliability(right, chance):
    rows = np.histogram(np.searchsorted(np.linspace(0, 1, 11)[1:-1], chance), bins=np.arange(11))[0]
    true, said = calibration.calibration_curve(right, chance, n_bins=10, strategy="uniform")
    full = rows > 0
    return {"rows": rows.tolist(), "right": true.tolist(), "chance": said.tolist(), "ece": float(np.sum(rows[full] / rows.sum() * np.abs(true - said)))}


def f1s(target, answer, extra=()):
    return {f"f1_{kind}": float(metrics.f1_score(target, answer, average=kind, zero_division=0)) for kind in ("macro", "micro", "weighted", *extra)}


def of_classes(target, answer, labels):
    precision, recall, f1, rows = metrics.precision_recall_fscore_support(target, answer, labels=labels, zero_division=0)
    return {"precision": precision.tolist(), "recall": recall.tolist(), "f1": f1.tolist(), "rows": rows.tolist()}


def one(draw, rows, classes, empty):
    """The last `empty` classes have no row and are never answered."""
    used = classes - empty
    target = draw.integers(0, used, rows)
    logits = draw.normal(0, 1.5, (rows, classes)).astype(np.float32)
    logits[np.arange(rows), target] += 1
    logits[:, used:] -= 50
    chances = np.exp(logits.astype(float) - logits.max(1, keepdims=True))
    chances /= chances.sum(1, keepdims=True)
    answer = logits.argmax(1)
    known = np.arange(classes)
    return {"kind": "one", "logits": logits.tolist(), "target": target.tolist(), "accuracy": float(metrics.accuracy_score(target, answer)), **f1s(target, answer),
            "classes": of_classes(target, answer, known), "confusion": metrics.confusion_matrix(target, answer, labels=known).tolist(),
            "reliability": reliability((answer == target).astype(int), chances.max(1))}


def several(draw, rows, classes):
    target = (draw.random((rows, classes)) < 0.35).astype(int)
    target[:, -1] = 0
    logits = (draw.normal(-0.3, 1.2, (rows, classes)) + target).astype(np.float32)
    answer = (logits >= 0).astype(int)
    chances = 1 / (1 + np.exp(-logits.astype(float)))
    return {"kind": "several", "logits": logits.tolist(), "target": target.tolist(), "accuracy": float(metrics.accuracy_score(target, answer)),
            "hamming_loss": float(metrics.hamming_loss(target, answer)), **f1s(target, answer, ("samples",)),
            "classes": of_classes(target, answer, np.arange(classes)), "reliability": reliability(target.ravel(), chances.ravel())}


def number(draw, rows):
    target = draw.normal(3, 2, rows).astype(np.float32)
    logits = (0.7 * target + draw.normal(0, 1, rows)).astype(np.float32)
    right, said = target.astype(float), logits.astype(float)
    return {"kind": "number", "logits": [[float(value)] for value in logits], "target": target.tolist(), "mse": float(metrics.mean_squared_error(right, said)),
            "mae": float(metrics.mean_absolute_error(right, said)), "r2": float(metrics.r2_score(right, said)), "pearson": float(pearsonr(right, said)[0])}


if __name__ == "__main__":
    draw = np.random.default_rng(11)
    cases = [one(draw, 60, 2, 0), one(draw, 90, 5, 0), one(draw, 40, 6, 2), several(draw, 50, 4), number(draw, 45)]
    (HERE / "label_metrics.json").write_text(json.dumps({"versions": {"scikit-learn": "1.9.1"}, "cases": cases}) + "\n")
