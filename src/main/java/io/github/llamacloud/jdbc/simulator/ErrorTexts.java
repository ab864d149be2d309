package io.github.llamacloud.jdbc.simulator;

import java.util.List;

/**
 * The error messages of failed demo jobs: several scripts, and every character that careless code
 * stumbles over (quotes, line breaks, backslashes, LIKE's wildcards).
 */
final class ErrorTexts {
  private static final List<String> TEXTS =
      List.of(
          "Timed out after # s",
          "Page # could not be parsed: unexpected end of stream",
          "# of the items failed; see the items for details",
          "File \"contract_#.pdf\" is encrypted",
          "Quota exceeded: 100% of # credits used",
          "Can't read 'invoice_#.xlsx': it's not a spreadsheet",
          "Extraction schema mismatch at $.lines[#].amount:\n  expected number\n  found \"n/a\"",
          "No such file: C:\\uploads\\#\\scan.tif",
          "Échec de l'analyse : la page # est illisible, réessayez plus tard",
          "Die Datei »Prüfbericht-#.docx« überschreitet die zulässige Größe",
          "Nie można odczytać załącznika # – błędne kodowanie",
          "Не удалось обработать страницу #",
          "第 # 页无法解析：文件已损坏",
          "ページ # の読み取りに失敗しました。「再試行」してください",
          "#번째 항목을 처리할 수 없습니다",
          "تعذّرت قراءة الصفحة # من الملف",
          "Worker crashed 💥 while reading 📄 #\r\n\tat stage “classify”");

  private ErrorTexts() {}

  static String draw(Draw draw) {
    String text = TEXTS.get(draw.below(TEXTS.size()));
    return text.replace("#", String.valueOf(1 + draw.below(400)));
  }
}
