package io.github.llamacloud.jdbc.json;

/**
 * The cause of a failure that another try may not have: the body is empty or no JSON, as if it had
 * been damaged on its way. It quotes nothing of it.
 */
public final class MalformedBody extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedBody() {
    super("The body is not JSON.", null, false, false);
  }
}
