package io.github.llamacloud.jdbc.json;

import static java.util.Objects.requireNonNull;

/** A body that is JSON but not what API.md describes; says which field of which row. */
final class BrokenContract extends Exception {
  private static final long serialVersionUID = 1L;

  BrokenContract(String message) {
    super(message, null, false, false);
  }

  BrokenContract(String message, MalformedBody cause) {
    super(message, cause, false, false);
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
