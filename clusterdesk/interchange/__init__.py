"""Other people's formats: plain values in and out."""
