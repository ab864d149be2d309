package io.github.llamacloud.jdbc.sql;

import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.rules.AggregateExpandDistinctAggregatesRule;
import org.apache.calcite.rel.rules.AggregateReduceFunctionsRule;
import org.apache.calcite.rel.rules.CalcMergeRule;
import org.apache.calcite.rel.rules.FilterAggregateTransposeRule;
import org.apache.calcite.rel.rules.FilterCalcMergeRule;
import org.apache.calcite.rel.rules.FilterJoinRule.FilterIntoJoinRule.FilterIntoJoinRuleConfig;
import org.apache.calcite.rel.rules.FilterJoinRule.JoinConditionPushRule.JoinConditionPushRuleConfig;
import org.apache.calcite.rel.rules.FilterMergeRule;
import org.apache.calcite.rel.rules.FilterProjectTransposeRule;
import org.apache.calcite.rel.rules.FilterSetOpTransposeRule;
import org.apache.calcite.rel.rules.FilterToCalcRule;
import org.apache.calcite.rel.rules.ProjectCalcMergeRule;
import org.apache.calcite.rel.rules.ProjectMergeRule;
import org.apache.calcite.rel.rules.ProjectRemoveRule;
import org.apache.calcite.rel.rules.ProjectToCalcRule;
import org.apache.calcite.rel.rules.ProjectToWindowRule.ProjectToLogicalProjectAndWindowRule.ProjectToLogicalProjectAndWindowRuleConfig;
import org.apache.calcite.rel.rules.PruneEmptyRules;
import org.apache.calcite.rel.rules.SortUnionTransposeRule;

/**
 * The rules of {@link LogicalPlanner}. Each is taken from where it is defined: Calcite's list of
 * all rules makes every rule there is, which takes longer than planning a first statement.
 */
final class LogicalRules {
  /** Moves filters down to what can send them. */
  static final HepProgram PUSH_DOWN =
      HepProgram.builder()
          .addRuleCollection(
              List.of(
                  FilterMergeRule.Config.DEFAULT.toRule(),
                  FilterProjectTransposeRule.Config.DEFAULT.toRule(),
                  FilterAggregateTransposeRule.Config.DEFAULT.toRule(),
                  FilterSetOpTransposeRule.Config.DEFAULT.toRule(),
                  FilterIntoJoinRuleConfig.DEFAULT.toRule(),
                  JoinConditionPushRuleConfig.DEFAULT.toRule(),
                  ProjectMergeRule.Config.DEFAULT.toRule(),
                  ProjectRemoveRule.Config.DEFAULT.toRule(),
                  SortUnionTransposeRule.Config.DEFAULT.toRule(),
                  PruneEmptyRules.FILTER_INSTANCE,
                  PruneEmptyRules.PROJECT_INSTANCE,
                  PruneEmptyRules.SORT_INSTANCE,
                  PruneEmptyRules.SORT_FETCH_ZERO_INSTANCE,
                  PruneEmptyRules.AGGREGATE_INSTANCE,
                  PruneEmptyRules.JOIN_LEFT_INSTANCE,
                  PruneEmptyRules.JOIN_RIGHT_INSTANCE,
                  PruneEmptyRules.UNION_INSTANCE))
          .build();

  /** What Volcano needs beside Calcite's rules for the Enumerable convention. */
  static final List<RelOptRule> LOGICAL_TO_EXECUTABLE =
      List.of(
          AggregateReduceFunctionsRule.Config.DEFAULT.toRule(),
          AggregateExpandDistinctAggregatesRule.Config.DEFAULT.toRule(),
          ProjectToLogicalProjectAndWindowRuleConfig.DEFAULT.toRule(),
          EnumerableRules.ENUMERABLE_LIMIT_SORT_RULE,
          EnumerableRequestScan.RULE,
          GrandTotal.RULE);

  /** Filters and projections in the form that code is generated for. */
  static final HepProgram TO_CALC =
      HepProgram.builder()
          .addRuleCollection(
              List.of(
                  EnumerableRules.ENUMERABLE_CALC_RULE,
                  EnumerableRules.ENUMERABLE_FILTER_TO_CALC_RULE,
                  EnumerableRules.ENUMERABLE_PROJECT_TO_CALC_RULE,
                  FilterToCalcRule.Config.DEFAULT.toRule(),
                  ProjectToCalcRule.Config.DEFAULT.toRule(),
                  CalcMergeRule.Config.DEFAULT.toRule(),
                  FilterCalcMergeRule.Config.DEFAULT.toRule(),
                  ProjectCalcMergeRule.Config.DEFAULT.toRule()))
          .build();

  private LogicalRules() {}
}
