package io.github.llamacloud.jdbc.testing;

import io.github.llamacloud.jdbc.simulator.SimulatedJob;
import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.simulator.TotalSize;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;

/** Ways in which the service may behave; none may change an answer, see {@link #mayFail}. */
public enum Mood {
  QUIET(service -> {}),
  TOTAL_EXACT(service -> service.totalSize(TotalSize.EXACT)),
  TOTAL_ABSENT(service -> service.totalSize(TotalSize.ABSENT)),
  TOTAL_ZERO(service -> service.totalSize(TotalSize.ZERO)),
  TOTAL_LOW(service -> service.totalSize(TotalSize.LOW)),
  TOTAL_HIGH(service -> service.totalSize(TotalSize.HIGH)),
  CUTS_PAGES(service -> service.clampLimit(50)),
  CUTS_PAGES_TO_THE_TOTAL(service -> service.clampLimit(7).tellTotal(7)),
  IGNORES_STATUS(service -> service.ignoreParameter("status")),
  IGNORES_DIRECTORY(service -> service.ignoreParameter("directory_id")),
  IGNORES_OFFSET(service -> service.ignoreParameter("offset")),
  SMALL_PAGES(service -> {});

  private final Consumer<SimulatedService> habit;

  Mood(Consumer<SimulatedService> habit) {
    this.habit = habit;
  }

  /** A service that lists these jobs in this order, and behaves so. */
  public SimulatedService over(List<SimulatedJob> jobs) throws IOException {
    SimulatedService service = SimulatedService.start(Simulator.inOrder(jobs));
    habit.accept(service);
    return service;
  }

  /** Whether an answer may be the error {@code 58030} instead, since the list cannot be read. */
  public boolean mayFail() {
    return this == IGNORES_OFFSET;
  }

  /** A connection to such a service. */
  public Connection connect(SimulatedService service) throws SQLException {
    Properties properties = new Properties();
    if (this == SMALL_PAGES) {
      properties.setProperty("pageSize", "7");
    }
    return connect(service, properties);
  }

  /** A connection with these properties and the service's key. */
  public static Connection connect(SimulatedService service, Properties properties)
      throws SQLException {
    properties.setProperty("apiKey", SimulatedService.API_KEY);
    return DriverManager.getConnection(service.jdbcUrl(), properties);
  }
}
