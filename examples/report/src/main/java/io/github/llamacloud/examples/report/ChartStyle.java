package io.github.llamacloud.examples.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.List;
import net.sf.jasperreports.charts.JRAbstractChartCustomizer;
import net.sf.jasperreports.charts.JRChart;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;

/** Flat bars and lines on white, with faint lines behind them, and counts as whole numbers. */
public final class ChartStyle extends JRAbstractChartCustomizer {
  private static final Color GRID = new Color(0xE3E7EB);
  private static final float LINE_WIDTH = 1.6f;

  /** Of a label and of the axis, in points. */
  private static final double CHARACTER = 4.5;

  private static final double WIDTH = 460;

  @Override
  public void customize(JFreeChart chart, JRChart template) {
    CategoryPlot plot = chart.getCategoryPlot();
    plot.setBackgroundPaint(Color.WHITE);
    plot.setBackgroundAlpha(1);
    plot.setOutlineVisible(false);
    plot.setNoDataMessage("None");
    plot.setRangeGridlinesVisible(true);
    plot.setRangeGridlinePaint(GRID);
    plot.setRangeGridlineStroke(new BasicStroke(0.6f));
    plot.getRangeAxis().setAxisLineVisible(false);
    plot.getRangeAxis().setTickMarksVisible(false);
    plot.getDomainAxis().setTickMarksVisible(false);
    plot.getDomainAxis().setCategoryMargin(0.25);
    if (plot.getOrientation() == PlotOrientation.VERTICAL) {
      thin(plot);
    }
    if (plot.getRangeAxis() instanceof NumberAxis numbers) {
      numbers.setAutoRangeIncludesZero(true);
    }
    if (chart.getLegend() != null) {
      chart.getLegend().setFrame(BlockBorder.NONE);
    }
    if (plot.getRenderer() instanceof BarRenderer bars) {
      bars.setBarPainter(new StandardBarPainter());
      bars.setShadowVisible(false);
      bars.setDrawBarOutline(false);
      bars.setMaximumBarWidth(0.12);
      plot.getRangeAxis().setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    }
    if (plot.getRenderer() instanceof LineAndShapeRenderer lines) {
      lines.setSeriesStroke(0, new BasicStroke(LINE_WIDTH));
      lines.setSeriesShape(0, new Ellipse2D.Double(-2, -2, 4, 4));
    }
  }

  /** Labels below the chart that would run into each other are left out, all but each n-th. */
  private static void thin(CategoryPlot plot) {
    List<?> categories = plot.getCategories();
    int longest = categories.stream().mapToInt(c -> c.toString().length()).max().orElse(1);
    int step = Math.max(1, (int) Math.ceil(categories.size() * (longest + 1) * CHARACTER / WIDTH));
    CategoryAxis axis = plot.getDomainAxis();
    axis.setMaximumCategoryLabelWidthRatio(step + 1f);
    for (int i = 0; i < categories.size(); i++) {
      if (i % step != 0) {
        axis.setTickLabelPaint((Comparable<?>) categories.get(i), new Color(0, true));
      }
    }
  }
}
