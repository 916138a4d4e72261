package dev.assay.api.id;

import java.util.UUID;

/** An identifier of one thing, written as a UUID. Its type says which kind of thing. */
public interface Id {
  UUID value();
}
