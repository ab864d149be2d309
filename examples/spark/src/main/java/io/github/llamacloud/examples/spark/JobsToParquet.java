package io.github.llamacloud.examples.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;

import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.TimeZone;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Copies {@code batch_jobs} to Parquet and sums it up by job type, status and day.
 *
 * <p>Arguments: the URL, the directory to write to (its {@code jobs} and {@code summary} must not
 * be there yet), and the directories whose jobs get partitions of their own; without any, the jobs
 * are read by one statement.
 */
public final class JobsToParquet {
  static final List<String> JOB_TYPES = List.of("parse", "extract", "classify");

  private JobsToParquet() {}

  /** Exits with 1 if anything fails; what was written is complete if it has a {@code _SUCCESS}. */
  public static void main(String[] args) {
    if (args.length < 2) {
      System.err.println("Arguments: URL OUTPUT [DIRECTORY_ID ...]");
      System.exit(2);
    }
    List<String> directories = Arrays.asList(args).subList(2, args.length);
    try (SparkSession spark = session()) {
      String[] partitions =
          JobPartitions.conditions(directories.isEmpty() ? List.of() : JOB_TYPES, directories);
      copy(spark, args[0], partitions, args[1]).show(20, false);
    } catch (Exception e) {
      System.err.println("ERROR: " + e);
      System.exit(1);
    }
  }

  /**
   * A session whose date-times are UTC in every place that has a say. Spark reads a TIMESTAMP by
   * {@code getTimestamp}, whose digits are in the zone of the JVM: of this one, and of each
   * executor.
   */
  static SparkSession session() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    SparkConf conf = new SparkConf().setIfMissing("spark.master", "local[4]");
    String options = conf.get("spark.executor.extraJavaOptions", "");
    conf.set("spark.executor.extraJavaOptions", (options + " -Duser.timezone=UTC").strip());
    conf.set("spark.sql.session.timeZone", "UTC");
    return SparkSession.builder().appName("batch_jobs").config(conf).getOrCreate();
  }

  /**
   * Reads the service once, to {@code output/jobs}, and makes the summary from those files: Spark
   * would read the service again for every action, and find other jobs.
   *
   * @return the summary, also written to {@code output/summary}
   */
  static Dataset<Row> copy(SparkSession spark, String url, String[] partitions, String output) {
    read(spark, url, partitions).write().parquet(output + "/jobs");
    Dataset<Row> summary = summary(spark.read().parquet(output + "/jobs"));
    summary.coalesce(1).write().parquet(output + "/summary");
    return spark
        .read()
        .parquet(output + "/summary")
        .orderBy(col("day").desc(), col("job_type"), col("status"));
  }

  /** The table; each condition is one statement, by a task of its own. */
  static Dataset<Row> read(SparkSession spark, String url, String[] partitions) {
    Properties properties = new Properties();
    properties.setProperty("driver", "io.github.llamacloud.jdbc.LlamaCloudDriver");
    properties.setProperty("applicationName", "spark");
    return spark.read().jdbc(url, "batch_jobs", partitions, properties);
  }

  /** Jobs and their items by job type, status and day of creation (UTC). */
  static Dataset<Row> summary(Dataset<Row> jobs) {
    return jobs.groupBy(col("job_type"), col("status"), to_date(col("created_at")).as("day"))
        .agg(
            count(lit(1)).as("jobs"),
            sum("total_items").as("total_items"),
            sum("processed_items").as("processed_items"),
            sum("failed_items").as("failed_items"),
            sum("skipped_items").as("skipped_items"));
  }
}
