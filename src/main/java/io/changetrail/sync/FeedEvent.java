package io.changetrail.sync;

/**
 * Something that can change an answer.
 *
 * @param type such as {@code link.created}
 * @param projectId decides who may hear of it
 * @param resourceId the server; empty for what concerns all of a project
 * @param subject id of the record or change that it is about, or source and project
 * @param data a JSON object
 */
public record FeedEvent(String type, String projectId, String resourceId, String subject, String data) {}
