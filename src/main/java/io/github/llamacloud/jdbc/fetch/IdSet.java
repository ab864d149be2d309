package io.github.llamacloud.jdbc.fetch;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The ids of one scan, 16 bytes of a cryptographic hash each and no string kept. Split into shards
 * that grow one at a time, so that no step needs twice the memory of the whole. For one thread.
 */
final class IdSet {
  private static final int SHARDS = 64;
  private static final int FIRST_CAPACITY = 8;

  private final long[][] shards = new long[SHARDS][];
  private final int[] sizes = new int[SHARDS];
  private final MessageDigest digest = sha256();

  /** Adds an id; false if it was there. */
  boolean add(String id) {
    byte[] hash = digest.digest(utf16(id));
    long high = longAt(hash, 0);
    // An empty place is two zeros.
    long low = longAt(hash, Long.BYTES) | 1;
    int shard = (int) (high & (SHARDS - 1));
    long[] table = shards[shard];
    if (table == null) {
      table = new long[2 * FIRST_CAPACITY];
    } else if (4 * (sizes[shard] + 1) > 3 * (table.length / 2)) {
      table = grown(table);
    }
    shards[shard] = table;
    if (!put(table, high, low)) {
      return false;
    }
    sizes[shard]++;
    return true;
  }

  private static boolean put(long[] table, long high, long low) {
    int mask = table.length / 2 - 1;
    int place = (int) (high >>> 32) & mask;
    while (table[2 * place + 1] != 0) {
      if (table[2 * place] == high && table[2 * place + 1] == low) {
        return false;
      }
      place = (place + 1) & mask;
    }
    table[2 * place] = high;
    table[2 * place + 1] = low;
    return true;
  }

  private static long[] grown(long[] table) {
    long[] larger = new long[2 * table.length];
    for (int i = 0; i < table.length; i += 2) {
      if (table[i + 1] != 0) {
        put(larger, table[i], table[i + 1]);
      }
    }
    return larger;
  }

  /** Two bytes a char: an encoder would make all unpaired surrogates equal. */
  private static byte[] utf16(String id) {
    byte[] bytes = new byte[2 * id.length()];
    for (int i = 0; i < id.length(); i++) {
      bytes[2 * i] = (byte) (id.charAt(i) >> Byte.SIZE);
      bytes[2 * i + 1] = (byte) id.charAt(i);
    }
    return bytes;
  }

  private static long longAt(byte[] bytes, int start) {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = (value << Byte.SIZE) | (bytes[start + i] & 0xff);
    }
    return value;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
