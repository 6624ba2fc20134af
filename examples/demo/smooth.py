"""The function of the demo: smooths a signal in several rounds, each of which makes a new array."""

import numpy as np
from numba import njit


@njit
def average(signal):
    out = np.empty_like(signal)
    out[0] = signal[0]
    out[-1] = signal[-1]
    for i in range(1, len(signal) - 1):
        out[i] = (signal[i - 1] + signal[i] + signal[i + 1]) / 3
    return out


@njit
def smooth(signal, rounds):
    if len(signal) < 3:
        raise ValueError("a signal has at least three samples")
    for _ in range(rounds):
        signal = average(signal)
    return signal
