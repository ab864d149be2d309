package io.github.llamacloud.jdbc.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Figures by name, several of each, whose median counts. */
final class Measures {
  private final Map<String, List<Double>> figures = new TreeMap<>();

  void add(String name, double figure) {
    figures.computeIfAbsent(name, any -> new ArrayList<>()).add(figure);
  }

  void addAll(String name, Collection<Double> more) {
    more.forEach(figure -> add(name, figure));
  }

  /** The median. */
  double of(String name) {
    List<Double> sorted = figures.getOrDefault(name, List.of()).stream().sorted().toList();
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("No benchmark is named " + name);
    }
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
