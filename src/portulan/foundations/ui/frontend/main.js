import "./theme/main.scss";
import "htmx.org";
