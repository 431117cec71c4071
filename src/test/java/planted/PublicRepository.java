package planted;

import org.springframework.data.repository.Repository;

/** Found by its type; the name is not looked at. */
public interface PublicRepository extends Repository<PublicEntity, String> {}
