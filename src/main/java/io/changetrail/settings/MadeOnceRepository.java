package io.changetrail.settings;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.CrudRepository;

/** Where the first offer of a name wins. */
interface MadeOnceRepository extends CrudRepository<MadeOnceEntity, String> {

    @Modifying
    @Query(
            value = "insert into made_once (name, value) values (:name, :value) on conflict (name) do nothing",
            nativeQuery = true)
    void offer(String name, byte[] value);
}
