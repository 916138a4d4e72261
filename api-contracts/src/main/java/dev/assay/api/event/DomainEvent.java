package dev.assay.api.event;

/** Something that has been decided. Every permitted record carries an {@link EventName}. */
public interface DomainEvent {}
