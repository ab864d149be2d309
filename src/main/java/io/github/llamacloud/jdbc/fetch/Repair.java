package io.github.llamacloud.jdbc.fetch;

/** What is done where a page does not come as expected, since the list has moved. */
enum Repair {
  STALE_PAGE("the page was asked for ahead and is asked for again"),
  STEP_BACK("earlier rows are asked for again"),
  NEW_RUN("reading begins anew");

  private final String text;

  Repair(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
