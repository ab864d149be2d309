package io.github.llamacloud.jdbc.json;

/**
 * The name of a field, to be compared with sixteen bytes at once: ASCII, at most fifteen
 * characters.
 *
 * @param first eight characters, the first one in the lowest byte
 * @param second the next ones; behind the last stands a quote
 * @param firstMask which bits of {@code first} count
 * @param secondMask which bits of {@code second} count
 */
record PlainName(int length, long first, long second, long firstMask, long secondMask) {

  static PlainName of(String name) {
    String quoted = name + '"';
    if (quoted.length() > 2 * Long.BYTES) {
      throw new IllegalArgumentException(name + " is too long");
    }
    long[] words = new long[2];
    long[] masks = new long[2];
    for (int i = 0; i < quoted.length(); i++) {
      int shift = Byte.SIZE * (i % Long.BYTES);
      words[i / Long.BYTES] |= (long) quoted.charAt(i) << shift;
      masks[i / Long.BYTES] |= 0xffL << shift;
    }
    return new PlainName(name.length(), words[0], words[1], masks[0], masks[1]);
  }

  /** Whether these bytes are the name and a quote. */
  boolean matches(long eight, long nextEight) {
    return (((eight ^ first) & firstMask) | ((nextEight ^ second) & secondMask)) == 0;
  }
}
