package io.github.llamacloud.jdbc.jdbc;

/** The driver's name and version, for the driver and the metadata alike. */
public final class DriverVersion {
  public static final String NAME = "llamacloud-jdbc";
  public static final int MAJOR = 0;
  public static final int MINOR = 1;
  public static final int PATCH = 0;

  private DriverVersion() {}

  /** For example {@code 0.1.0}. */
  public static String text() {
    return MAJOR + "." + MINOR + "." + PATCH;
  }
}
