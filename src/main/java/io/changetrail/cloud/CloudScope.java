package io.changetrail.cloud;

/** What a token is good for: one project (ECS) or the domain (RMS, IAM); a project token is not accepted for the other. */
public sealed interface CloudScope {

    /** The id of the project or domain, as IAM knows it. */
    String id();

    /** Scope of a project's services; ECS paths carry the same id. */
    record Project(String id) implements CloudScope {}

    /** Scope of the account; RMS paths carry the same id. */
    record Domain(String id) implements CloudScope {}
}
