package io.github.llamacloud.jdbc.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.llamacloud.jdbc.simulator.SimulatedJob;
import io.github.llamacloud.jdbc.simulator.Simulator;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where the order of a list does not tell where changed jobs move, the client is told. */
class OrderWarningTest {
  private static final int SIZE = 60;
  private static final String ALL = "SELECT status FROM batch_jobs";

  private static List<SimulatedJob> jobs() {
    List<SimulatedJob> jobs = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      SimulatedJob.Builder job =
          SimulatedJob.builder("j" + (100 + i * 37 % SIZE))
              .status(i % 4 == 0 ? "failed" : "completed")
              .updatedAt("2026-01-01T00:00:" + (10 + i * 17 % 50 / 3) + "Z");
      // Equal times, times with a zone, and none.
      jobs.add(
          i > 50
              ? job.build()
              : job.createdAt(
                      "2026-01-01T00:" + (10 + i / 3) + ":00" + (i % 2 == 0 ? "Z" : "+00:00"))
                  .build());
    }
    return jobs;
  }

  private static List<SimulatedJob> sorted(Comparator<SimulatedJob> order) {
    List<SimulatedJob> jobs = jobs();
    jobs.sort(order);
    return jobs;
  }

  @Test
  void ordersInWhichJobsStayOrMoveToAnEndAreNoReason() throws SQLException, IOException {
    List<SimulatedJob> created = jobs();
    assertNull(warning(created, ALL));
    Collections.reverse(created);
    assertNull(warning(created, ALL));
    Comparator<SimulatedJob> byId = Comparator.comparing(SimulatedJob::id);
    assertNull(warning(sorted(byId), ALL));
    assertNull(warning(sorted(byId.reversed()), ALL));
    Comparator<SimulatedJob> byUpdate = Comparator.comparing(job -> job.updatedAt().toString());
    assertNull(warning(sorted(byUpdate), ALL));
    assertNull(warning(sorted(byUpdate.reversed()), ALL));
  }

  @Test
  void anyOtherOrderIsToldOnce() throws SQLException, IOException {
    List<SimulatedJob> byStatus = sorted(Comparator.comparing(SimulatedJob::status));
    for (String sql :
        List.of(ALL, ALL + " ORDER BY id", "SELECT a.id FROM batch_jobs a, batch_jobs b")) {
      SQLWarning warning = warning(byStatus, sql);
      assertNotNull(warning, sql);
      assertEquals("01000", warning.getSQLState());
      assertEquals(
          "The service lists the jobs in no order of created_at, updated_at or id: those that did"
              + " not change while they were read are all returned once, a changed one may be"
              + " missing.",
          warning.getMessage());
      assertNull(warning.getNextWarning());
    }
    assertNull(warning(byStatus, ALL + " WHERE status = 'failed'"), "one status is in order");
    assertNull(warning(byStatus, ALL + " WHERE status IN ('failed', 'completed')"), "so are two");
    List<SimulatedJob> mixed = jobs();
    Collections.shuffle(mixed, new Random(1));
    assertNotNull(warning(mixed, ALL));
    assertNull(warning(mixed, ALL + " LIMIT 10"), "one page");
    assertNull(warning(mixed.subList(0, 10), ALL), "one page is all there is");
    assertNotNull(warning(mixed, ALL + " LIMIT 11"));
  }

  private static SQLWarning warning(List<SimulatedJob> jobs, String sql)
      throws SQLException, IOException {
    Properties properties = new Properties();
    properties.setProperty("apiKey", SimulatedService.API_KEY);
    properties.setProperty("pageSize", "10");
    try (SimulatedService service = SimulatedService.start(Simulator.inOrder(jobs));
        Connection connection = DriverManager.getConnection(service.jdbcUrl(), properties);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        assertNotNull(rows.getString(1));
      }
      SQLWarning warning = statement.getWarnings();
      return warning == null ? rows.getWarnings() : warning;
    }
  }
}
