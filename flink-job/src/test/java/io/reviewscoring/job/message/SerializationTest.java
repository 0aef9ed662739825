package io.reviewscoring.job.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.reviewscoring.job.control.GateState;
import io.reviewscoring.job.score.Version;
import io.reviewscoring.job.timeline.Decision;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What travels between operators or is kept in their state is named to Flink by its class ({@code
 * TypeInformation.of}); all such classes are found in the byte code, so that none is forgotten.
 */
class SerializationTest {
  private static final String JOB = "io.reviewscoring.job.";
  private static final List<String> OPERATORS =
      List.of("graph", "parse", "encode", "score", "aggregate", "comparison", "control");

  static Set<Class<?>> namedToFlink() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(OPERATORS.stream().map(JOB::concat).toList())
            .stream()
            .flatMap(each -> each.getReferencedClassObjects().stream())
            .filter(reference -> asksForATypeInformation(reference.getOwner()))
            .map(ReferencedClassObject::getRawType)
            .filter(type -> type.getName().startsWith(JOB))
            .map(JavaClass::reflect)
            .collect(Collectors.toSet());
  }

  private static boolean asksForATypeInformation(JavaCodeUnit code) {
    return code.getMethodCallsFromSelf().stream()
        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(TypeInformation.class));
  }

  @Test
  void eventsAndStatesAreFound() {
    assertThat(namedToFlink())
        .contains(
            Parsed.class,
            Review.class,
            DeadLetter.class,
            EncodedReview.class,
            SentimentEvent.class,
            Aggregate.class,
            ScoredBeside.class,
            Comparison.class,
            ModelPair.class,
            ControlRecord.class,
            ModelStatus.class,
            Version.class,
            Decision.class,
            GateState.class);
  }

  @ParameterizedTest
  @MethodSource("namedToFlink")
  void everythingThatTravelsOrIsKeptUsesFlinksOwnSerializers(Class<?> type) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
  }
}
