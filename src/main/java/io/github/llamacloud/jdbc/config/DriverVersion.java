package io.github.llamacloud.jdbc.config;

/** The driver's name and version, as the build file states it; a test compares them. */
public final class DriverVersion {
  public static final String NAME = "LlamaCloud JDBC Driver";
  public static final int MAJOR = 0;
  public static final int MINOR = 1;

  /** The whole version, e.g. for the User-Agent header. */
  public static final String TEXT = "0.1.0";

  private DriverVersion() {}
}
