# SPDX-License-Identifier: Apache-2.0
"""Random choices that keep account of their own probability, so that the entropy of what was written is known exactly."""
import math
import random


class Choices:
    """Every choice adds -ln p to `nats`. The text of a row tells which choices were made, so `nats` is the row's -ln p."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.nats = 0.0

    def pick(self, options):
        self.nats += math.log(len(options))
        return options[int(self.random.random() * len(options))]

    def weighted(self, options):
        """One key of {key: weight}."""
        point = self.random.random() * sum(options.values())
        for key, weight in options.items():
            point -= weight
            if point < 0:
                break
        self.nats += math.log(sum(options.values()) / options[key])
        return key

    def chance(self, probability):
        yes = self.random.random() < probability
        self.nats -= math.log(probability if yes else 1 - probability)
        return yes

    def several(self, options, count):
        """`count` different options in random order."""
        left = list(options)
        return [left.pop(left.index(self.pick(left))) for _ in range(count)]

    def unseen(self, probability):
        """A choice that no token tells of: whether the row goes on after its last token."""
        return self.random.random() < probability
