package io.changetrail.settings;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A random value that outlives the process that made it. */
@Entity
@Table(name = "made_once")
class MadeOnceEntity {

    @Id
    private String name = "";

    private byte[] value = {};

    protected MadeOnceEntity() {}

    byte[] value() {
        return value.clone();
    }
}
