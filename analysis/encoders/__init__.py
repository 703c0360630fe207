"""Optional encoders: what a language model says a text means, from a folder of this machine."""

from analysis.encoders.encoder import Encoder, encoded, encoder_settings, kept_encoding
from analysis.encoders.opening import open_encoder

__all__ = ["Encoder", "encoded", "encoder_settings", "kept_encoding", "open_encoder"]
