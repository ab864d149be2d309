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
    private static final byte ASCII = 1;
    private static final byte WIDE = 2;

    private final MessageDigest digest = sha256();
    private final byte[] hash = new byte[SHA_256_BYTES];
    private final TokenText text = new TokenText();

    /** Of an id. */
    public JobKey of(String id) {
      text.set(id);
      return of(text);
    }

    /** Of an id as it was read. */
    JobKey of(TokenText id) {
      // What is not ASCII has two bytes a character, as an encoder would not keep all.
      digest.update(id.isAscii() ? ASCII : WIDE);
      digest.update(id.bytes, id.start, id.length);
      try {
        digest.digest(hash, 0, hash.length);
      } catch (DigestException e) {
        throw new AssertionError("the array is as long as a digest", e);
      }
      return new JobKey(longAt(hash, 0), longAt(hash, Long.BYTES));
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
