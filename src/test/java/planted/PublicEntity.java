package planted;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A table that the whole house could write to. */
@Entity
public class PublicEntity {
    @Id
    String id = "";
}
