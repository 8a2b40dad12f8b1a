package dev.atrest.jobs.report;

import dev.atrest.writers.Brand;
import dev.atrest.writers.Protection;
import dev.atrest.writers.Texts;
import dev.atrest.writers.html.PageTemplate;

/** What the reports of an assessment have in common. */
record ReportStyle(Brand brand, Texts texts, PageTemplate page, Protection protection) {}
