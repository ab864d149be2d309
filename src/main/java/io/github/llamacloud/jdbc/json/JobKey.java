package io.github.llamacloud.jdbc.json;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A job's id as 16 bytes: the beginning of its SHA-256. Two jobs of a list have the same one with a
 * probability that nobody needs to reckon with.
 *
 * @param high the first 8 bytes
 * @param low the next 8 bytes
 */
public record JobKey(long high, long low) {
  /** Makes keys; used by one thread at a time. */
  public static final class Maker {
    private static final int SHA_256_BYTES = 32;
    private static final int BYTE = 0xff;
    private static final byte NARROW = 1;
    private static final byte WIDE = 2;

    private final MessageDigest digest = sha256();
    private final byte[] hash = new byte[SHA_256_BYTES];
    private byte[] bytes = new byte[0];

    /** Of an id. */
    public JobKey of(String id) {
      return of(id.toCharArray(), 0, id.length());
    }

    /** Of an id that is a part of an array. */
    JobKey of(char[] chars, int start, int length) {
      int size = narrow(chars, start, length) ? 1 + length : wide(chars, start, length);
      try {
        digest.update(bytes, 0, size);
        digest.digest(hash, 0, hash.length);
      } catch (DigestException e) {
        throw new AssertionError("the array is as long as a digest", e);
      }
      return new JobKey(longAt(hash, 0), longAt(hash, Long.BYTES));
    }

    /** Of most ids each char is a byte, and the whole a single block of the hash. */
    private boolean narrow(char[] chars, int start, int length) {
      if (bytes.length < 1 + 2 * length) {
        bytes = new byte[1 + 2 * length];
      }
      bytes[0] = NARROW;
      int all = 0;
      for (int i = 0; i < length; i++) {
        char c = chars[start + i];
        all |= c;
        bytes[1 + i] = (byte) c;
      }
      return all <= BYTE;
    }

    /** Two bytes a char, as an encoder would not keep all; answers how many they are. */
    private int wide(char[] chars, int start, int length) {
      bytes[0] = WIDE;
      for (int i = 0; i < length; i++) {
        bytes[1 + 2 * i] = (byte) (chars[start + i] >> Byte.SIZE);
        bytes[2 + 2 * i] = (byte) chars[start + i];
      }
      return 1 + 2 * length;
    }

    private static long longAt(byte[] bytes, int start) {
      long value = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        value = (value << Byte.SIZE) | (bytes[start + i] & BYTE);
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
}
