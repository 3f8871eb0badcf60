// The GOV.UK components the product uses, and nothing else.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios,
  ServiceNavigation, SkipLink, Tabs, createAll,
} from "govuk-frontend";

// A stock conditional radio puts aria-expanded on a radio, which the role does not allow.
document.querySelectorAll("[data-aria-controls]").forEach((input) => input.removeAttribute("data-aria-controls"));

createAll(Button, { preventDoubleClick: true });
[CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink, Tabs]
  .forEach((component) => createAll(component));
