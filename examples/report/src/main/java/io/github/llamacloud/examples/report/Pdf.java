package io.github.llamacloud.examples.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import net.sf.jasperreports.engine.JREmptyDataSource;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JRParameter;
import net.sf.jasperreports.engine.JasperCompileManager;
import net.sf.jasperreports.engine.JasperExportManager;
import net.sf.jasperreports.engine.JasperFillManager;

/** Fills {@code report.jrxml} with tables. */
final class Pdf {
  private Pdf() {}

  /**
   * Writes the report.
   *
   * @param read when the jobs were read, UTC
   * @param tables by name
   */
  static void write(Path file, Period period, LocalDateTime read, Map<String, Table> tables)
      throws JRException, IOException {
    Map<String, Object> parameters = new HashMap<>(tables);
    parameters.put("period", period.toString().replace("_", " to "));
    parameters.put("hours", period.bucketHours());
    parameters.put("many_days", !period.first().equals(period.last()));
    parameters.put("read", read);
    parameters.put(JRParameter.REPORT_LOCALE, Locale.ROOT);
    parameters.put(JRParameter.REPORT_TIME_ZONE, TimeZone.getTimeZone("UTC"));
    try (InputStream template = Pdf.class.getResourceAsStream("/report.jrxml")) {
      JasperExportManager.exportReportToPdfFile(
          JasperFillManager.fillReport(
              JasperCompileManager.compileReport(template), parameters, new JREmptyDataSource()),
          file.toString());
    }
  }
}
