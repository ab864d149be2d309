package io.github.llamacloud.jdbc.json;

/**
 * The cause of a failure that another try may not have: the body is empty or no JSON, as if it had
 * been damaged on its way, or not all of it is of one moment. It quotes nothing of it.
 */
public final class MalformedBody extends Exception {
  private static final long serialVersionUID = 1L;

  private MalformedBody(String what) {
    super(what, null, false, false);
  }

  static MalformedBody noJson() {
    return new MalformedBody("The body is not JSON.");
  }

  static MalformedBody ofSeveralMoments() {
    return new MalformedBody("The body is not of one moment.");
  }
}
