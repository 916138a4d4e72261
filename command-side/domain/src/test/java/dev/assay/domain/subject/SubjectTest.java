package dev.assay.domain.subject;

import static dev.assay.api.RejectionCode.INVALID_ARGUMENT;
import static dev.assay.api.RejectionCode.INVALID_STATE;

import dev.assay.api.id.SubjectId;
import dev.assay.api.subject.SubjectCommand.EraseSubject;
import dev.assay.api.subject.SubjectCommand.PlaceLegalHold;
import dev.assay.api.subject.SubjectCommand.ReleaseLegalHold;
import dev.assay.api.subject.SubjectEvent.LegalHoldPlaced;
import dev.assay.api.subject.SubjectEvent.LegalHoldReleased;
import dev.assay.api.subject.SubjectEvent.SubjectErased;
import dev.assay.domain.Refused;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class SubjectTest {
  private static final SubjectId ID = new SubjectId(new UUID(1, 1));
  private static final String ADA = "pseudonym-of-ada";

  private static FixtureConfiguration<Subject> fixture() {
    return new AggregateTestFixture<>(Subject.class);
  }

  private static EraseSubject erase() {
    return new EraseSubject(ID, ADA, "she asked for it");
  }

  private static SubjectErased erased() {
    return new SubjectErased(ID, ADA, "she asked for it");
  }

  private static PlaceLegalHold hold() {
    return new PlaceLegalHold(ID, ADA, "case 7");
  }

  private static LegalHoldPlaced held() {
    return new LegalHoldPlaced(ID, ADA, "case 7");
  }

  private static LegalHoldReleased released() {
    return new LegalHoldReleased(ID, ADA);
  }

  @Test
  void shouldBeErasedOnce() {
    fixture().givenNoPriorActivity().when(erase()).expectEvents(erased());
    fixture().given(erased()).when(erase()).expectNoEvents();
  }

  @Test
  void shouldNotBeErasedUnderALegalHold() {
    fixture()
        .given(held())
        .when(erase())
        .expectNoEvents()
        .expectException(Refused.with(INVALID_STATE, "case 7"));
  }

  @Test
  void shouldBeErasedWhenTheHoldIsReleased() {
    fixture().given(held(), released()).when(erase()).expectEvents(erased());
  }

  @Test
  void shouldBeHeldAndReleasedMoreThanOnce() {
    fixture().givenNoPriorActivity().when(hold()).expectEvents(held());
    fixture().given(held()).when(hold()).expectNoEvents();
    fixture().given(held()).when(new ReleaseLegalHold(ID, ADA)).expectEvents(released());
    fixture().given(held(), released()).when(new ReleaseLegalHold(ID, ADA)).expectNoEvents();
    fixture().given(held(), released()).when(hold()).expectEvents(held());
  }

  @Test
  void shouldNotHoldWhatIsErased() {
    fixture()
        .given(erased())
        .when(hold())
        .expectNoEvents()
        .expectException(Refused.with(INVALID_STATE, "erased"));
    fixture().given(erased()).when(new ReleaseLegalHold(ID, ADA)).expectNoEvents();
  }

  @Test
  void shouldAskForAReason() {
    fixture()
        .givenNoPriorActivity()
        .when(new EraseSubject(ID, ADA, " "))
        .expectException(Refused.with(INVALID_ARGUMENT, "reason"));
    fixture()
        .givenNoPriorActivity()
        .when(new PlaceLegalHold(ID, ADA, ""))
        .expectException(Refused.with(INVALID_ARGUMENT, "reason"));
  }
}
