package io.github.llamacloud.jdbc.sql;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/**
 * Values inside of arrays, rows and maps, which hold date-times as numbers at run time: as text, in
 * the form of a cast. Numbers, texts and truth values are themselves; arrays are lists; rows and
 * maps are texts.
 */
final class ElementValues {
  private ElementValues() {}

  /** An array, row or map of this type. */
  static Object of(Object value, RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case ARRAY, MULTISET -> list((List<?>) value, type.getComponentType());
      case MAP -> map((Map<?, ?>) value, type).toString();
      case ROW -> row(value, type.getFieldList()).toString();
      case TIMESTAMP -> Timestamps.timestampText(((Number) value).longValue());
      case DATE -> LocalDate.ofEpochDay(((Number) value).longValue()).toString();
      case TIME -> Timestamps.timeText(((Number) value).intValue());
      default ->
          type.getIntervalQualifier() != null
              ? Intervals.text(((Number) value).longValue(), type)
              : value;
    };
  }

  private static List<@Nullable Object> list(List<?> values, @Nullable RelDataType type) {
    List<@Nullable Object> result = new ArrayList<>();
    for (Object value : values) {
      Object element =
          value instanceof Object[] row && type != null && !type.isStruct() ? row[0] : value;
      result.add(element == null || type == null ? element : of(element, type));
    }
    return result;
  }

  private static List<@Nullable Object> row(Object row, List<RelDataTypeField> fields) {
    List<?> values = row instanceof Object[] array ? Arrays.asList(array) : (List<?>) row;
    List<@Nullable Object> result = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      Object value = values.get(i);
      result.add(value == null ? null : of(value, fields.get(i).getType()));
    }
    return result;
  }

  private static Map<String, String> map(Map<?, ?> map, RelDataType type) {
    Map<String, String> result = new TreeMap<>();
    map.forEach(
        (key, value) -> result.put(text(key, type.getKeyType()), text(value, type.getValueType())));
    return result;
  }

  private static String text(@Nullable Object value, @Nullable RelDataType type) {
    return String.valueOf(value == null || type == null ? value : of(value, type));
  }
}
