package io.github.llamacloud.jdbc.bench;

import java.io.IOException;

/** A program that does nothing but one request by hand. */
final class ColdRequest {
  private ColdRequest() {}

  /**
   * Prints the first value once it is there.
   *
   * @param arguments the base URL and the query
   */
  public static void main(String[] arguments) throws IOException {
    Object[][] first = new Object[1][];
    new RawClient(arguments[0])
        .page(arguments[1], row -> first[0] = first[0] == null ? row : first[0]);
    System.out.println(first[0][0]);
    // OkHttp's threads would keep the JVM for a while.
    Runtime.getRuntime().halt(0);
  }
}
