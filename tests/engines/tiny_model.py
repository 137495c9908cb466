"""Write a language model of generated weights: a real GGUF file whose replies mean nothing."""

from __future__ import annotations

import argparse
import string
from pathlib import Path

import gguf
import numpy as np
from numpy.typing import NDArray

NAME = "tiny-random"
# One narrow attention head in one layer: attention is what long prompts cost.
LAYERS, WIDTH, HEAD_WIDTH, FEED_FORWARD = 1, 64, 16, 128
CONTEXT = 32768
SEED = 20260101
CONTROL_TOKENS = ("<|start|>", "<|end|>", "<|system|>", "<|user|>", "<|assistant|>")
SPACE = "\u0120"
"""How a GPT-2 vocabulary spells the space that begins a word."""
# Each message is fenced by control tokens, so that a prompt cannot be mistaken for the template.
CHAT_TEMPLATE = (
    "{%- for message in messages -%}<|{{ message.role }}|>\n{{ message.content }}<|end|>\n{%- endfor -%}"
    "{%- if add_generation_prompt -%}<|assistant|>\n{%- endif -%}"
)

# Hidden dimension 0 holds this at every position, so column 0 of the output matrix is a bias per token.
CONSTANT = 4.0
WEIGHT_SCALE = 0.5
# Logits by token: tuned so that free text is words, strings close after a dozen of them, lists get items, and no
# byte comes that is not printable ASCII.
NEVER, RARE, SOMETIMES, PLAIN, OFTEN, CLOSING = -10.0, -4.0, -1.5, 0.0, 1.0, 2.0

Array = NDArray[np.float32]


def write_tiny_model(path: Path, seed: int = SEED) -> Path:
    """Write the model to `path` (about a megabyte) and return the path; the same seed writes the same weights."""
    writer = gguf.GGUFWriter(path, "llama")
    add_shape(writer)
    add_tokenizer(writer)
    for name, tensor in weights(seed).items():
        writer.add_tensor(name, tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def add_shape(writer: gguf.GGUFWriter) -> None:
    """Record the size of every part of the network."""
    writer.add_name(NAME)
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(1)
    writer.add_head_count_kv(1)
    writer.add_key_length(HEAD_WIDTH)
    writer.add_value_length(HEAD_WIDTH)
    writer.add_rope_dimension_count(HEAD_WIDTH)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)


def add_tokenizer(writer: gguf.GGUFWriter) -> None:
    """Record the vocabulary: the bytes, the beginnings of words, and the control tokens."""
    beginnings = word_beginnings()
    plain = [*byte_alphabet(), *beginnings]
    kinds = [gguf.TokenType.NORMAL] * len(plain) + [gguf.TokenType.CONTROL] * len(CONTROL_TOKENS)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list([*plain, *CONTROL_TOKENS])
    writer.add_token_types(kinds)
    writer.add_token_merges([f"{token[:-1]} {token[-1]}" for token in beginnings])
    writer.add_vocab_size(len(kinds))
    writer.add_bos_token_id(len(plain) + CONTROL_TOKENS.index("<|start|>"))
    writer.add_eos_token_id(len(plain) + CONTROL_TOKENS.index("<|end|>"))
    writer.add_add_bos_token(True)
    writer.add_chat_template(CHAT_TEMPLATE)


def common_words() -> list[str]:
    """Return the words that are one token each, with the space before them: they halve a prompt."""
    return (Path(__file__).parent / "words.txt").read_text(encoding="ascii").split()


def word_beginnings() -> list[str]:
    """Return every beginning of every common word, the space counted in, shorter ones first.

    Each is one merge of a shorter one with one more letter; all start with the space, so no two compete.
    """
    beginnings = {SPACE + word[:length]: None for word in common_words() for length in range(1, len(word) + 1)}
    return sorted(beginnings, key=lambda token: (len(token), token))


def byte_alphabet() -> list[str]:
    """Return the 256 characters by which a GPT-2 vocabulary spells the bytes, in byte order.

    Visible Latin-1 characters stand for themselves; the other bytes take the characters from U+0100 on, in order.
    """
    stand_ins = iter(range(0x100, 0x200))
    visible = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    return [chr(byte if byte in visible else next(stand_ins)) for byte in range(256)]


def weights(seed: int) -> dict[str, Array]:
    """Return every tensor by its GGUF name, shapes as (outputs, inputs)."""
    random = np.random.default_rng(seed)
    vocabulary = 256 + len(word_beginnings()) + len(CONTROL_TOKENS)

    def matrix(outputs: int, inputs: int) -> Array:
        return random.normal(0.0, WEIGHT_SCALE / np.sqrt(inputs), (outputs, inputs)).astype(np.float32)

    def closed(outputs: int, inputs: int) -> Array:
        made = matrix(outputs, inputs)
        made[0, :] = 0.0
        return made

    ones = np.ones(WIDTH, dtype=np.float32)
    tensors = {"token_embd.weight": random.normal(0.0, WEIGHT_SCALE, (vocabulary, WIDTH)).astype(np.float32)}
    tensors["token_embd.weight"][:, 0] = CONSTANT
    for layer in range(LAYERS):
        block = f"blk.{layer}"
        tensors |= {f"{block}.{part}_norm.weight": ones for part in ("attn", "ffn")}
        tensors |= {f"{block}.attn_{part}.weight": matrix(HEAD_WIDTH, WIDTH) for part in ("q", "k", "v")}
        tensors[f"{block}.attn_output.weight"] = closed(WIDTH, HEAD_WIDTH)
        tensors |= {f"{block}.ffn_{part}.weight": matrix(FEED_FORWARD, WIDTH) for part in ("gate", "up")}
        tensors[f"{block}.ffn_down.weight"] = closed(WIDTH, FEED_FORWARD)
    tensors["output_norm.weight"] = ones
    tensors["output.weight"] = matrix(vocabulary, WIDTH)
    tensors["output.weight"][:, 0] = token_bias(vocabulary) / constant_after_norm()
    return tensors


def token_bias(vocabulary: int) -> Array:
    """Return how likely each token is made, in logits."""
    bias = np.full(vocabulary, NEVER, dtype=np.float32)
    bias[0x20:0x7F] = RARE
    tuned = {string.digits + " ]}": SOMETIMES, "{": PLAIN, ",.": OFTEN, '"': CLOSING, "\\": NEVER}
    for characters, logit in tuned.items():
        bias[list(characters.encode("ascii"))] = logit
    words = {SPACE + word for word in common_words()}
    for number, token in enumerate(word_beginnings(), start=256):
        bias[number] = PLAIN if token in words else NEVER
    return bias


def constant_after_norm() -> float:
    """Return about what dimension 0 holds after the last RMS norm, the others being near `WEIGHT_SCALE`."""
    mean_square = (CONSTANT**2 + (WIDTH - 1) * WEIGHT_SCALE**2) / WIDTH
    return float(CONSTANT / np.sqrt(mean_square))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    write_tiny_model(parser.parse_args().path)
