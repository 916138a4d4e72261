package dev.assay.api.inference;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.assay.api.privacy.Clear;

/** A model at a provider, written {@code provider/model}; the model's name may contain slashes. */
public record ModelRef(@Clear String provider, @Clear String model) {
  @JsonCreator
  public static ModelRef of(String text) {
    int slash = text.indexOf('/');
    if (slash < 1 || slash == text.length() - 1) {
      throw new IllegalArgumentException(
          "Expected a model as provider/model, but got '" + text + "'");
    }
    return new ModelRef(text.substring(0, slash), text.substring(slash + 1));
  }

  @JsonValue
  @Override
  public String toString() {
    return provider + "/" + model;
  }
}
