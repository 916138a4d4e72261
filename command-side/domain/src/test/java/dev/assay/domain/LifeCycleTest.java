package dev.assay.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.event.DomainEvent;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LifeCycleTest {
  enum Door {
    OPEN,
    SHUT,
    BRICKED_UP
  }

  record Built() implements DomainEvent {}

  record Pushed() implements DomainEvent {}

  record Painted() implements DomainEvent {}

  record BrickedUp() implements DomainEvent {}

  private static LifeCycle<Door> aDoor() {
    return LifeCycle.of("Door", Door.class)
        .starting(Built.class, Door.OPEN)
        .on(Door.OPEN, Pushed.class, Door.SHUT)
        .onAny(Set.of(Door.OPEN, Door.SHUT), BrickedUp.class, Door.BRICKED_UP)
        .staying(Set.of(Door.BRICKED_UP), Painted.class)
        .build();
  }

  @Test
  void shouldFollowTheTable() {
    LifeCycle<Door> door = aDoor();
    Door built = door.after(null, new Built());
    assertThat(built).isEqualTo(Door.OPEN);
    assertThat(door.after(door.after(built, new Pushed()), new BrickedUp()))
        .isEqualTo(Door.BRICKED_UP);
    assertThat(door.after(Door.BRICKED_UP, new Painted())).isEqualTo(Door.BRICKED_UP);
    assertThat(door.events())
        .containsExactlyInAnyOrder(Built.class, Pushed.class, BrickedUp.class, Painted.class);
  }

  @Test
  void shouldHaveNoMoveThatIsNotInTheTable() {
    assertThat(aDoor().allows(Door.SHUT, Pushed.class)).isFalse();
    assertThatThrownBy(() -> aDoor().after(Door.SHUT, new Pushed()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Door in status SHUT cannot become anything by Pushed: its table has no such row");
  }

  @Test
  void shouldCallAStatusFinalThatNothingLeadsOutOf() {
    assertThat(aDoor().isFinal(Door.BRICKED_UP)).isTrue();
    assertThat(aDoor().isFinal(Door.OPEN)).isFalse();
  }

  @Test
  void shouldRefuseTwoRowsForTheSameMove() {
    LifeCycle.Table<Door> table =
        LifeCycle.of("Door", Door.class)
            .on(Door.OPEN, Pushed.class, Door.SHUT)
            .on(Door.OPEN, Pushed.class, Door.OPEN);
    assertThatThrownBy(table::build).isInstanceOf(IllegalArgumentException.class);
  }
}
