package dev.assay.command.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.CommandRejected;
import dev.assay.api.access.AllowedTo;
import dev.assay.api.agent.AgentCommand;
import dev.assay.api.agentexecution.AgentExecutionCommand;
import dev.assay.api.apikey.ApiKeyCommand;
import dev.assay.api.conversation.ConversationCommand;
import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.Role;
import dev.assay.api.inference.RunInference;
import dev.assay.api.review.ReviewCommand;
import dev.assay.api.tenant.TenantCommand;
import dev.assay.api.validation.ValidationCommand;
import dev.assay.api.workflow.WorkflowCommand;
import dev.assay.api.workflowexecution.ExecutionCommand;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole matrix: every command against every role, our services, and pretenders to be them. */
class AccessGuardTest {
  /** A command that someone forgot to annotate. */
  record Forgotten() {}

  static Stream<Class<?>> commands() {
    Stream<Class<?>> families =
        Stream.of(
            TenantCommand.class,
            ApiKeyCommand.class,
            AgentCommand.class,
            AgentExecutionCommand.class,
            ValidationCommand.class,
            ReviewCommand.class,
            ConversationCommand.class,
            WorkflowCommand.class,
            ExecutionCommand.class);
    return Stream.concat(
        families.flatMap(family -> Arrays.stream(family.getPermittedSubclasses())),
        Stream.of(RunInference.class));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldLetThroughExactlyThoseWhomACommandNames(Class<?> type) {
    AllowedTo allowed = type.getAnnotation(AllowedTo.class);
    assertThat(allowed)
        .as("Say who may send %s: annotate it with @AllowedTo", type.getSimpleName())
        .isNotNull();
    for (Role role : Role.values()) {
      assertThat(passes(type, person(role)))
          .as("%s as %s", type.getSimpleName(), role)
          .isEqualTo(Arrays.asList(allowed.value()).contains(role));
    }
    assertThat(passes(type, Actor.service("worker", null))).isEqualTo(allowed.services());
  }

  @Test
  void shouldRefuseACommandThatNamesNobody() {
    assertThat(passes(Forgotten.class, Actor.service("worker", null))).isFalse();
    for (Role role : Role.values()) {
      assertThat(passes(Forgotten.class, person(role))).isFalse();
    }
  }

  @Test
  void shouldNotTakeAProgramWithATokenForOneOfOurServices() {
    for (String authentication : new String[] {"oidc", "api-key"}) {
      Actor program = new Actor(Actor.Kind.SERVICE, "robot", null, Set.of(), authentication, null);
      assertThat(passes(ExecutionCommand.CompleteTask.class, program)).isFalse();
    }
    Actor user = new Actor(Actor.Kind.USER, "eve", null, Set.of(), "internal", null);
    assertThat(passes(ExecutionCommand.CompleteTask.class, user)).isFalse();
  }

  @Test
  void shouldRefuseACommandWithoutAnActor() {
    assertThat(passes(ExecutionCommand.CompleteTask.class, null)).isFalse();
  }

  private static Actor person(Role role) {
    return new Actor(Actor.Kind.USER, "alice", null, Set.of(role), "oidc", null);
  }

  private static boolean passes(Class<?> type, @Nullable Actor actor) {
    SimpleCommandBus bus = SimpleCommandBus.builder().build();
    bus.registerHandlerInterceptor(new AccessGuard());
    bus.subscribe(type.getName(), message -> "handled");
    Map<String, String> metadata = actor == null ? Map.of() : actor.toMetadata();
    Object[] outcome = new Object[1];
    CommandMessage<?> command = new GenericCommandMessage<>(blank(type), metadata);
    bus.dispatch(
        command,
        (message, result) ->
            outcome[0] = result.isExceptional() ? result.exceptionResult() : result.getPayload());
    if (outcome[0] instanceof Throwable refusal) {
      assertThat(refusal).isInstanceOf(CommandRejected.class).hasMessageStartingWith("Expected");
      return false;
    }
    return true;
  }

  /** A command of a type; the guard looks at nothing but the type. */
  private static Object blank(Class<?> type) {
    var constructor = type.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    try {
      return constructor.newInstance(
          Arrays.stream(constructor.getParameterTypes())
              .map(p -> p.isPrimitive() ? Array.get(Array.newInstance(p, 1), 0) : null)
              .toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
