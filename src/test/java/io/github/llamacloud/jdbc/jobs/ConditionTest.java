package io.github.llamacloud.jdbc.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
  private static final Condition FAILED = status("failed");
  private static final Condition RUNNING = status("running");
  private static final Condition PARSE =
      Condition.of(new Filter(JobColumn.JOB_TYPE, new Operand.Literal("parse")));

  @Test
  void allAndNoneAreNeutral() {
    assertEquals(FAILED, Condition.ALL.and(FAILED));
    assertEquals(FAILED, Condition.NONE.or(FAILED));
    assertEquals(Condition.ALL, Condition.ALL.or(FAILED));
    assertEquals(Condition.NONE, Condition.NONE.and(FAILED));
    assertTrue(Condition.ALL.isAll());
    assertFalse(Condition.NONE.isAll());
  }

  @Test
  void whatAnotherAlternativeContainsIsDropped() {
    assertEquals(FAILED, FAILED.or(FAILED.and(PARSE)));
    assertEquals(FAILED, FAILED.and(PARSE).or(FAILED));
    assertEquals(FAILED, FAILED.and(FAILED));
    assertEquals(2, FAILED.or(PARSE).alternatives().size());
  }

  @Test
  void conjunctionsDistribute() {
    assertEquals(
        FAILED.and(PARSE).or(RUNNING.and(PARSE)).toString(),
        FAILED.or(RUNNING).and(PARSE).toString());
    assertEquals(
        "[status = 'failed', job_type = 'parse'] or [status = 'running', job_type = 'parse']",
        FAILED.or(RUNNING).and(PARSE).toString());
  }

  @Test
  void bindingDropsWhatIsImpossible() {
    Condition parameter = Condition.of(new Filter(JobColumn.STATUS, new Operand.Parameter(0)));
    assertEquals(
        List.of(List.of(new Equality(JobColumn.STATUS, "failed"))),
        parameter.or(RUNNING.and(FAILED)).bind(List.of("failed")).alternatives());
    assertTrue(parameter.bind(Arrays.asList((Object) null)).isNone());
    assertTrue(parameter.and(FAILED).bind(List.of("running")).isNone());
    assertEquals(1, parameter.or(FAILED).bind(List.of("failed")).alternatives().size());
    assertFalse(Condition.ALL.bind(List.of()).isNone());
  }

  @Test
  void aJobMeetsAnyAlternative() {
    BoundCondition bound = FAILED.and(PARSE).or(RUNNING).bind(List.of());
    Map<JobColumn, String> failed = Map.of(JobColumn.STATUS, "failed", JobColumn.JOB_TYPE, "x");
    assertFalse(bound.isMetBy(failed::get));
    assertTrue(bound.isMetBy(Map.of(JobColumn.STATUS, "running")::get));
    assertTrue(Condition.ALL.bind(List.of()).isMetBy(failed::get));
    assertFalse(Condition.NONE.bind(List.of()).isMetBy(failed::get));
  }

  @ParameterizedTest
  @CsvSource({
    "failed, true, true",
    "archived, true, false",
    "THROTTLED, true, false",
    "on hold, true, false",
    "FAILED, false, false",
    "Failed, false, false",
    "'', false, false",
    "'failed ', true, false"
  })
  void aStatus(String value, boolean possible, boolean sendable) {
    Equality equality = new Equality(JobColumn.STATUS, value);
    assertEquals(possible, equality.isPossible());
    assertEquals(sendable, equality.isSendable());
  }

  @Test
  void directoriesAreSentUnlessTheyCannotBe() {
    assertTrue(new Equality(JobColumn.DIRECTORY_ID, "目录 ✓").isSendable());
    assertFalse(new Equality(JobColumn.DIRECTORY_ID, "").isSendable());
    assertFalse(new Equality(JobColumn.DIRECTORY_ID, "a\0").isSendable());
    assertFalse(new Equality(JobColumn.DIRECTORY_ID, "\ud800").isSendable());
    assertFalse(new Equality(JobColumn.DIRECTORY_ID, "x".repeat(1025)).isSendable());
    assertFalse(new Equality(JobColumn.ID, "j1").isSendable());
  }

  @Test
  void groupsAreOfDocumentedEnums() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new CountRequest(Condition.ALL, List.of(JobColumn.DIRECTORY_ID), true));
    assertThrows(
        IllegalArgumentException.class, () -> new CountRequest(Condition.ALL, List.of(), false));
  }

  private static Condition status(String value) {
    return Condition.of(new Filter(JobColumn.STATUS, new Operand.Literal(value)));
  }
}
