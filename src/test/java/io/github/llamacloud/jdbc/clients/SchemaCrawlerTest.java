package io.github.llamacloud.jdbc.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.llamacloud.jdbc.contract.ContractJobs;
import io.github.llamacloud.jdbc.contract.Served;
import io.github.llamacloud.jdbc.jobs.JobColumn;
import io.github.llamacloud.jdbc.testing.Fault;
import io.github.llamacloud.jdbc.testing.SimulatedService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import schemacrawler.schema.Catalog;
import schemacrawler.schema.Column;
import schemacrawler.schema.JdbcDriverProperty;
import schemacrawler.schema.Table;
import schemacrawler.schemacrawler.LoadOptionsBuilder;
import schemacrawler.schemacrawler.SchemaCrawlerOptions;
import schemacrawler.schemacrawler.SchemaCrawlerOptionsBuilder;
import schemacrawler.schemacrawler.SchemaInfoLevelBuilder;
import schemacrawler.tools.utility.SchemaCrawlerUtility;
import us.fatehi.utility.datasource.DatabaseConnectionSource;
import us.fatehi.utility.datasource.DatabaseConnectionSources;
import us.fatehi.utility.datasource.MultiUseUserCredentials;

/** SchemaCrawler, with everything that it can ask for, by one thread and by five. */
class SchemaCrawlerTest {
  private static final Logger LOGGER = Logger.getLogger("schemacrawler");

  @RegisterExtension final Served served = Served.of(ContractJobs.FIVE);

  /** Keeps what is logged as a warning or worse. */
  private static final class Complaints extends Handler {
    private final List<String> texts = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void publish(LogRecord entry) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        texts.add(entry.getMessage() + " " + entry.getThrown());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void theWholeCatalogIsReadWithoutARequest(int threads) throws Exception {
    served.service().fromRequest(1, Fault.answer(500, ""));
    Complaints complaints = new Complaints();
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(complaints);
    Catalog catalog;
    try {
      catalog = catalog(threads);
    } finally {
      LOGGER.removeHandler(complaints);
      LOGGER.setUseParentHandlers(true);
    }
    assertEquals(List.of(), complaints.texts);
    assertEquals(
        List.of("llamacloud"), catalog.getSchemas().stream().map(it -> it.getFullName()).toList());
    Table jobs = catalog.getTables().iterator().next();
    assertEquals(1, catalog.getTables().size());
    assertEquals("llamacloud.batch_jobs", jobs.getFullName());
    assertEquals("TABLE", jobs.getTableType().getTableType());
    assertFalse(jobs.getRemarks().isBlank());
    assertEquals(
        Arrays.stream(JobColumn.values()).map(JobColumn::columnName).toList(),
        jobs.getColumns().stream().map(Column::getName).toList());
    Column total = jobs.lookupColumn("total_items").orElseThrow();
    assertEquals("BIGINT", total.getColumnDataType().getName());
    assertFalse(total.isNullable());
    assertEquals(Long.class, total.getColumnDataType().getTypeMappedClass());
    assertEquals(
        List.of("id"),
        jobs.getPrimaryKey().getConstrainedColumns().stream().map(Column::getName).toList());
    assertTrue(jobs.getForeignKeys().isEmpty());
    assertTrue(catalog.getRoutines().isEmpty());
    assertFalse(catalog.getDatabaseInfo().getProperties().isEmpty());
    List<String> properties =
        catalog.getJdbcDriverInfo().getDriverProperties().stream()
            .map(JdbcDriverProperty::getName)
            .toList();
    assertTrue(properties.contains("apiKey"), properties::toString);
    assertFalse(catalog.getJdbcDriverInfo().toString().contains(SimulatedService.API_KEY));
    assertEquals(List.of(), served.requests());
  }

  private Catalog catalog(int threads) throws Exception {
    SchemaCrawlerOptions options =
        SchemaCrawlerOptionsBuilder.newSchemaCrawlerOptions()
            .withLoadOptions(
                LoadOptionsBuilder.builder()
                    .withSchemaInfoLevel(SchemaInfoLevelBuilder.maximum())
                    .withMaxThreads(threads)
                    .toOptions());
    DatabaseConnectionSource source =
        DatabaseConnectionSources.newDatabaseConnectionSource(
            served.service().jdbcUrl(),
            new MultiUseUserCredentials("anyone", SimulatedService.API_KEY));
    try {
      return SchemaCrawlerUtility.getCatalog(source, options);
    } finally {
      source.close();
    }
  }

  /** The columns of a result are described without a table to look them up in. */
  @Test
  void theColumnsOfAResultAreDescribed() throws Exception {
    var rows =
        served
            .connect()
            .createStatement()
            .executeQuery("SELECT status, COUNT(*) AS jobs FROM batch_jobs GROUP BY status");
    assertEquals(
        List.of("status VARCHAR", "jobs BIGINT"),
        SchemaCrawlerUtility.getResultsColumns(rows).getColumns().stream()
            .map(column -> column.getLabel() + " " + column.getColumnDataType().getName())
            .toList());
  }
}
