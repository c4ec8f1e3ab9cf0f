"""What we know of written Chinese: strings in, values out; no word of any one policy."""
