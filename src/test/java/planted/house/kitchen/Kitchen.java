package planted.house.kitchen;

/** Public, so that only the module rule stands between it and the cellar. */
public record Kitchen(int plates) {}
