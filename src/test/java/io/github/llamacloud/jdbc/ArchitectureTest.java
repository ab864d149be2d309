package io.github.llamacloud.jdbc;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.llamacloud.jdbc.jobs.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which package may know which: the arrows of the design, row by row. */
class ArchitectureTest {
  private static final String ROOT = "io.github.llamacloud.jdbc";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /** Packages of ours that a package may import, and the foreign ones that it alone may. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "error     | ''                            | ''",
        "jobs      | error                         | ''",
        "config    | error                         | ''",
        "json      | jobs error                    | com.fasterxml.jackson",
        "fetch     | jobs json config error        | okhttp3 okio kotlin jdk.jfr",
        "sql       | jobs error                    | org.apache.calcite com.google.common org.codehaus",
        "jdbc      | config sql jobs error         | jdk.jfr",
        "simulator | jobs                          | ''",
        "shell     | . jdbc jobs                   | org.jline picocli",
      })
  void importsOnlyWhatItMay(String name, String ours, String foreign) {
    List<String> allowed =
        new ArrayList<>(List.of("java..", "javax..", "org.jspecify.annotations.."));
    allowed.add(ROOT + "." + name + "..");
    for (String other : words(ours)) {
      allowed.add(other.equals(".") ? ROOT : ROOT + "." + other + "..");
    }
    for (String library : words(foreign)) {
      allowed.add(library + "..");
    }
    ArchRule rule =
        classes()
            .that(resideInAPackage(ROOT + "." + name + ".."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new)));
    rule.check(CLASSES);
  }

  @Test
  void theRootKnowsNoForeignLibrary() {
    classes()
        .that()
        .resideInAPackage(ROOT)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "javax..", "org.jspecify.annotations..", ROOT + ".."))
        .check(CLASSES);
  }

  @Test
  void theSimulatorSharesNothingWithTheDriverButItsTransport() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".simulator..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + ".jobs..")
                .and(not(JavaClass.Predicates.belongToAnyOf(Transport.class))))
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  private static List<String> words(String text) {
    return Stream.of(text.split(" ")).filter(word -> !word.isBlank()).toList();
  }
}
